/** Writes `near.config.schema.json` from the schema in `config.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderConfigSchema } from './config.js'
import { findRoot } from './root.js'

writeFileSync(join(findRoot(), 'near.config.schema.json'), renderConfigSchema())
