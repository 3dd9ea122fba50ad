import type { Mutant } from '../mutant.js'

export const attestationMutants: readonly Mutant[] = [
  {
    file: 'attestation/actions/judge/chain-check.ts',
    find: "  return requireWindow('TCB signing certificate', chain, signer + certificateWindowAt)",
    replace: '  return u32(chain, signer + certificateWindowAt + 4)',
    first: ['collateral'],
  },
  {
    file: 'attestation/actions/judge/verify.ts',
    find: "if (subjectCn !== 'Intel SGX PCK Certificate' || isCa)",
    replace: "if (subjectCn !== 'Intel SGX PCK Certificate')",
    first: ['parsing'],
  },
  {
    file: 'attestation/rules/quote-checks.ts',
    find: '!isZero(qeReport.subarray(reportData + 32))',
    replace: 'qeReport.length === 0',
    first: ['parsing'],
  },
  {
    file: 'attestation/rules/platform-level.ts',
    find: 'Math.min(u32(info, evaluationAt), u32(identity, evaluationAt))',
    replace: 'u32(info, evaluationAt)',
    first: ['parsing'],
  },
  {
    file: 'attestation/rules/extensions.ts',
    find: "} else if (isCritical) throw new Malformed('unknown critical extension')\n  }\n  const needed",
    replace: '}\n  }\n  const needed',
    first: ['parsing'],
  },
  {
    file: 'attestation/rules/der.ts',
    find: "if (length < (octets === 1 ? 0x80 : 256 ** (octets - 1))) throw new Malformed('DER length')",
    replace: '',
    first: ['parsing'],
  },
  {
    file: 'attestation/rules/platform-level.ts',
    find: "module === 'OutOfDate' ? relaunchStatus(svns, info, both, qe) : both",
    replace: 'relaunchStatus(svns, info, both, qe)',
    first: ['rules'],
  },
  {
    file: 'attestation/rules/platform-level.ts',
    find: '(teeTcbSvn2[2] ?? 0) < (info[tdxAt + 2] ?? 0)',
    replace: 'false',
    first: ['rules'],
  },
  {
    file: 'attestation/actions/judge/choose-set.ts',
    find: 'return dueS > seenS ? dueS : seenS',
    replace: 'return seenS',
    first: ['collateral', 'history'],
  },
  {
    file: 'attestation/actions/judge/past.ts',
    find: '  if (wasDenied(machineIdOf(facts), atNs)) return false\n',
    replace: '',
    first: ['history'],
  },
  {
    file: 'attestation/actions/judge/past.ts',
    find: 'if (isDistrusted(worker.distrust, atNs) || !passedAt(span, atNs)) return false',
    replace: 'if (!passedAt(span, atNs)) return false',
    first: ['history'],
  },
  {
    file: 'attestation/actions/judge/past.ts',
    find: 'if (isOwn && number === span.evaluation) return',
    replace: 'if (isOwn) return',
    first: ['history'],
  },
  {
    file: 'attestation/state/intervals.ts',
    find: 'fromNs <= atNs && atNs < untilNs',
    replace: 'fromNs <= atNs && atNs <= untilNs',
    first: ['history'],
  },
  {
    file: 'attestation/rules/policy-order.ts',
    find: 'if ((mask & ~(rules[masksAt + i] ?? 0)) !== 0) return false',
    replace: '',
    first: ['order'],
  },
  {
    file: 'attestation/rules/policy.ts',
    find: 'if (((bits[3] ?? 0) & 0x20) !== 0 && ((rules[givenAt] ?? 0) & migratableBit) === 0) {',
    replace: 'if (((bits[3] ?? 0) & 0x20) !== 0 && rules.length === 0) {',
    first: ['machines'],
  },
  {
    file: 'attestation/state/workers.ts',
    find: 'new Uint8Array(reasonLength - worker.endReason.length)',
    replace: 'new Uint8Array(0)',
    first: ['history'],
  },
  {
    file: 'attestation/actions/collateral/remove.ts',
    find: "  if (now <= untilS) fail('ERR_COLLATERAL_LIVE', kind, untilS, now)",
    replace: "  if (now < untilS - 9_999_999) fail('ERR_COLLATERAL_LIVE', kind, untilS, now)",
    first: ['collateral'],
  },
]
