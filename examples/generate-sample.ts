import { writeDataset } from "../src/dataset/dataset-writer.js";
import { DESCRIPTION, sampleCorpus } from "./corpus.js";

/** Writes the sample corpus into a folder: `node dist/examples/generate-sample.js [FOLDER]`. */
const folder = process.argv[2] ?? "examples/sample";
const { counts } = writeDataset(folder, DESCRIPTION, sampleCorpus());
process.stdout.write(`${folder}: ${JSON.stringify(counts)}\n`);
