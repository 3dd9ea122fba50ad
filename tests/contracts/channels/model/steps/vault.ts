/** Credits: deposits, tokens that arrive, withdrawals and their callbacks, storage. */
import {
  amountOf,
  type Call,
  functionCall,
  refuse,
  type Step,
  textOf,
  tokenOf,
  transfer,
} from '../call.js'
import {
  availableOf,
  countPayment,
  credit,
  creditOf,
  debit,
  drop,
  hold,
  requireAccount,
  requireHolder,
} from '../money.js'
import { contractId, near } from '../names.js'
import { add, isToken, type Model } from '../state.js'
import { byteYocto, registrationBytes } from '../storage.js'
import { raiseDeposit } from './channel.js'

export const deposit: Step = (model, call) => {
  credit(model, near, call.callerId, call.deposit)
  return String(creditOf(model, near, call.callerId))
}

export const ftOnTransfer: Step = (model, call) => {
  const token = call.callerId
  if (!isToken(token) || token === near) refuse('ERR_UNKNOWN_TOKEN')
  const amount = amountOf(call, 'amount')
  const senderId = textOf(call, 'sender_id')
  const use = JSON.parse(textOf(call, 'msg') || '{}') as Record<string, string>
  if (use.top_up !== undefined) raiseDeposit(model, use.top_up, token, amount)
  else {
    const accountId = use.account_id ?? senderId
    if (accountId === senderId) hold(model, token, accountId)
    else requireHolder(model, token, accountId)
    credit(model, token, accountId, amount)
  }
  add(model.book, token, amount)
  return '0'
}

export const withdraw: Step = (model, call) => {
  const token = tokenOf(call)
  const { callerId, sent } = call
  if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
  requireHolder(model, token, callerId)
  const available = creditOf(model, token, callerId)
  const amount = call.args.amount === undefined ? available : amountOf(call, 'amount')
  if (available === 0n || amount === 0n) refuse('ERR_NOTHING_TO_WITHDRAW')
  debit(model, token, callerId, amount)
  countPayment(model, token, callerId, 1)
  add(model.leaving, token, amount)
  const args = { receiver_id: callerId, amount: String(amount) }
  sent.push(
    token === near ? transfer(callerId, amount + 1n) : functionCall(token, 'ft_transfer', args, 1n),
  )
  const payment = { account_id: callerId, token, amount: String(amount) }
  sent.push(functionCall(contractId, 'on_withdraw', payment))
}

export const onWithdraw: Step = (model, call) => {
  const token = tokenOf(call)
  const amount = amountOf(call, 'amount')
  const ok = call.result?.ok === true
  add(model.leaving, token, -amount)
  const accountId = textOf(call, 'account_id')
  countPayment(model, token, accountId, -1)
  if (!ok) credit(model, token, accountId, amount)
  else if (token !== near) add(model.book, token, -amount)
  return ok
}

export const holdToken: Step = (model, call) => hold(model, tokenOf(call), call.callerId)
export const dropToken: Step = (model, call) => {
  const token = tokenOf(call)
  // NEAR is nobody's record to drop.
  if (token === near) refuse()
  drop(model, token, call.callerId)
}

export const storageDeposit: Step = (model, call) => {
  const id = call.args.account_id === undefined ? call.callerId : textOf(call, 'account_id')
  const least = registrationBytes * byteYocto
  const before = model.accounts.get(id)
  if (before === undefined && call.deposit < least) refuse('ERR_STORAGE_SHORT')
  const account = before ?? { storage: 0n, usedBytes: 0n, credit: 0n, pending: 0 }
  account.storage += call.deposit
  model.accounts.set(id, account)
  return balanceOf(account)
}

export const storageWithdraw: Step = (model, call) => {
  if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
  const account = requireAccount(model, call.callerId)
  const available = availableOf(account)
  const amount = call.args.amount === undefined ? available : amountOf(call, 'amount')
  if (amount > available) refuse('ERR_STORAGE_SHORT')
  account.storage -= amount
  account.pending++
  leave(model, call, amount, false)
  return balanceOf(account)
}

export const storageUnregister: Step = (model, call) => {
  if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
  const account = model.accounts.get(call.callerId)
  if (account === undefined) {
    call.sent.push(transfer(call.callerId, 1n))
    return false
  }
  if (account.usedBytes > 0n || account.credit > 0n || account.pending > 0) {
    refuse('ERR_STORAGE_IN_USE')
  }
  model.accounts.delete(call.callerId)
  leave(model, call, account.storage, true)
  return true
}

/** The attached yoctoNEAR goes back; the storage deposit follows with a callback. */
function leave(model: Model, { callerId, sent }: Call, amount: bigint, ends: boolean): void {
  add(model.leaving, near, amount)
  const payment = { account_id: callerId, amount: String(amount), ends }
  sent.push(transfer(callerId, 1n), transfer(callerId, amount))
  sent.push(functionCall(contractId, 'on_storage_withdraw', payment))
}

export const onStorageWithdraw: Step = (model, call) => {
  const amount = amountOf(call, 'amount')
  const id = textOf(call, 'account_id')
  const ok = call.result?.ok === true
  add(model.leaving, near, -amount)
  const isEnd = call.args.ends === true
  if (!isEnd) requireAccount(model, id).pending--
  if (!ok) {
    const account = model.accounts.get(id) ?? {
      storage: 0n,
      usedBytes: 0n,
      credit: 0n,
      pending: 0,
    }
    account.storage += amount
    model.accounts.set(id, account)
  }
  return ok
}

export function balanceOf(account: Parameters<typeof availableOf>[0]) {
  return { total: String(account.storage), available: String(availableOf(account)) }
}
