/** Host functions that a bundle names as `env.x`, and those the engine itself then needs. */
export function usedHostFunctions(script: string): ReadonlySet<string> {
  const used = new Set<string>()
  for (const [, name] of script.matchAll(/\benv\.([a-z0-9_]+)/g)) {
    if (name !== undefined) used.add(name)
  }
  if (used.has('log')) used.add('log_utf8')
  return used
}
