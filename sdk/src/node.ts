/** What needs Node: storage on disk. */
export { type FileJournal, fileJournal } from './sender/file-journal.js'
