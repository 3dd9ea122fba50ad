import type { Mutant } from '../mutant.js'

export const channelsMutants: readonly Mutant[] = [
  {
    file: 'channels/actions/close.ts',
    find: 'covered >= final',
    replace: 'covered > final',
    first: ['lifecycle'],
  },
  {
    file: 'channels/actions/refund.ts',
    find: 'totalRefund <= used',
    replace: 'totalRefund < used',
    first: ['lifecycle', 'refusals'],
  },
  {
    file: 'channels/actions/payee-terms.ts',
    find: 'named !== terms.revision',
    replace: 'named > terms.revision',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/payee-terms.ts',
    find: '(before?.revision ?? 0n) + 1n',
    replace: '1n',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/payee-terms.ts',
    find: "for (const key of args.payee_keys) requireStrong('payee_keys', key)",
    replace: '',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/payee-terms.ts',
    find: 'if (before !== undefined) releaseRecords(payeeId, payeeTermsBytes(payeeId, before))',
    replace: '',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/payee-terms.ts',
    find: 'maxTipBps: args.max_tip_bps ?? 0',
    replace: 'maxTipBps: args.max_tip_bps ?? 1',
    first: ['payee-terms'],
  },
  {
    file: 'channels/rules/payee-terms.ts',
    find: "if (!terms.payeeKeys.some((key) => bytesEqual(key, payeeKey))) return 'payee_key'",
    replace: "if (terms.payeeKeys.length === 0) return 'payee_key'",
    first: ['payee-terms'],
  },
  {
    file: 'channels/rules/payee-terms.ts',
    find: 'assetId !== undefined && !terms.assetIds.includes(assetId)',
    replace: 'assetId !== undefined && terms.assetIds.length === 0',
    first: ['payee-terms'],
  },
  {
    file: 'channels/rules/payee-terms.ts',
    find: '(royaltyPpm ?? 0) > terms.maxRoyaltyPpm',
    replace: '(royaltyPpm ?? 0) >= terms.maxRoyaltyPpm + 2',
    first: ['payee-terms'],
  },
  {
    file: 'channels/rules/payee-terms.ts',
    find: '(tipBps ?? 0) > terms.maxTipBps',
    replace: '(tipBps ?? 0) >= terms.maxTipBps + 2',
    first: ['payee-terms'],
  },
  {
    file: 'channels/rules/payee-terms.ts',
    find: 'BigInt(10_000 - tipAfterBps)',
    replace: 'BigInt(tipAfterBps)',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/pay.ts',
    find: 'blockTimestamp() >= tipFromNs',
    replace: 'blockTimestamp() > tipFromNs',
    first: ['payee-terms'],
  },
  {
    file: 'channels/actions/pay.ts',
    find: 'if (isParty || !isTipDue(channel) ||',
    replace: 'if (isParty || channel.closeAtNs === 0n ||',
    first: ['payee-terms'],
  },
  {
    file: 'channels/entry/payee-terms.ts',
    find: '  requireOneYocto()\n  return reply',
    replace: '  return reply',
    first: ['payee-terms'],
  },
]
