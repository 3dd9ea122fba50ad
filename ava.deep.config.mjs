// The heavy tier, `npm run test:deep`: minutes to an hour a file, so not part of `npm test`.
import common from './ava.config.mjs'

export default { ...common, files: ['tests/dist/deep/**/*.test.js'], timeout: '60m' }
