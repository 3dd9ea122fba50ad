export { type Corpus, readDocumentation } from './corpus.js'
export { bitsPerByte, type TinyLm, type TrainOptions, trainModel } from './model.js'
export { type SampledToken, type SampleOptions, sampleTokens } from './sample.js'
