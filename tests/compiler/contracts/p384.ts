import { input, p384Verify, sha384, valueReturn } from '@research-hub/compiler/host'
export function hash(): void {
  valueReturn(sha384(input()))
}
export function verify(): void {
  const i = input()
  valueReturn(p384Verify(i.subarray(193), i.subarray(0, 96), i.subarray(96, 193)) ? '1' : '0')
}
