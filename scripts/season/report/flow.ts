import type { Flow } from './data.js'
import { escapeHtml, formatNear } from './format.js'

type Place = {
  readonly name: string
  readonly depth: number
  readonly amountYocto: bigint
  /** The same as a number, for drawing. */
  readonly amount: number
  y: number
  out: number
  in: number
}

const columnWidth = 250
const nodeWidth = 12
const gap = 26
const height = 300

/** Who paid whom, as bands between columns; a place stands right of everyone who pays it. */
export function flowDiagram(flows: readonly Flow[]): string {
  const places = layOut(flows)
  const columns = Math.max(...[...places.values()].map(({ depth }) => depth)) + 1
  const most = columnSums(places)
  const scale = (amount: number): number => (amount / most) * height
  for (let depth = 0; depth < columns; depth++) {
    let y = 10
    for (const place of places.values()) {
      if (place.depth !== depth) continue
      place.y = y
      y += Math.max(scale(place.amount), 3) + gap
    }
  }
  const bands = flows.map((flow) => band(flow, places, scale))
  const boxes = [...places.values()].map((place) => box(place, scale, columns))
  const bottom = Math.max(
    ...[...places.values()].map(({ y, amount }) => y + Math.max(scale(amount), 3)),
  )
  return `<svg role="img" aria-label="Where the money went" viewBox="0 0 ${columns * columnWidth} ${Math.ceil(bottom + 20)}">${bands.join('')}${boxes.join('')}</svg>`
}

function layOut(flows: readonly Flow[]): Map<string, Place> {
  const names = [...new Set(flows.flatMap(({ from, to }) => [from, to]))]
  const depthOf = (name: string, seen: readonly string[] = []): number => {
    if (seen.includes(name)) return 0
    const payers = flows.filter(({ to }) => to === name)
    return Math.max(0, ...payers.map(({ from }) => depthOf(from, [...seen, name]) + 1))
  }
  const sum = (side: 'from' | 'to', name: string): bigint =>
    flows
      .filter((flow) => flow[side] === name)
      .reduce((total, { amountYocto }) => total + amountYocto, 0n)
  return new Map(
    names.map((name) => {
      const paid = sum('from', name)
      const got = sum('to', name)
      const amountYocto = paid > got ? paid : got
      const amount = Number(amountYocto)
      return [name, { name, depth: depthOf(name), amountYocto, amount, y: 0, out: 0, in: 0 }]
    }),
  )
}

function columnSums(places: ReadonlyMap<string, Place>): number {
  const sums = new Map<number, number>()
  for (const { depth, amount } of places.values()) sums.set(depth, (sums.get(depth) ?? 0) + amount)
  return Math.max(...sums.values()) || 1
}

function band(
  { from, to, amountYocto }: Flow,
  places: Map<string, Place>,
  scale: (amount: number) => number,
): string {
  const source = places.get(from)
  const target = places.get(to)
  if (source === undefined || target === undefined) return ''
  const size = Math.max(scale(Number(amountYocto)), 1)
  const x1 = source.depth * columnWidth + nodeWidth
  const x2 = target.depth * columnWidth
  const y1 = source.y + source.out
  const y2 = target.y + target.in
  source.out += size
  target.in += size
  const bend = (x1 + x2) / 2
  const path = `M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${x2} ${y2} V${y2 + size} C${bend} ${y2 + size} ${bend} ${y1 + size} ${x1} ${y1 + size} Z`
  return `<path class="band" d="${path}"><title>${escapeHtml(`${from} to ${to}: ${amountYocto} yoctoNEAR`)}</title></path>`
}

function box(
  { name, depth, amount, amountYocto, y }: Place,
  scale: (amount: number) => number,
  columns: number,
): string {
  const x = depth * columnWidth
  const tall = Math.max(scale(amount), 3)
  const isLast = depth === columns - 1
  const text = `${name} · ${formatNear(amountYocto)}`
  const label = `<text class="label" x="${x + nodeWidth + 6}" y="${y + tall / 2 + 4}">${escapeHtml(text)}</text>`
  return `<rect class="${isLast ? 'calm' : 'accent'}" x="${x}" y="${y}" width="${nodeWidth}" height="${tall.toFixed(1)}" rx="3"/>${label}`
}
