/** Units in which tests count. */

/** A NEAR in yocto. */
export const near = 10n ** 24n
/** A teragas. */
export const tgas = 10n ** 12n
export const secondNs = 10n ** 9n
export const dayNs: bigint = 86_400n * secondNs
