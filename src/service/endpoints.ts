import { DOCUMENT_ENDPOINTS } from "./document-endpoints.js";
import type { Endpoint } from "./endpoint.js";
import { MODEL_ENDPOINTS } from "./model-endpoints.js";
import { OPERATION_ENDPOINTS } from "./operation-endpoints.js";
import { SUGGEST_ENDPOINTS } from "./suggest-endpoints.js";

/** All that the service answers, besides the files of the page. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...SUGGEST_ENDPOINTS,
  ...MODEL_ENDPOINTS,
  ...OPERATION_ENDPOINTS,
  ...DOCUMENT_ENDPOINTS,
];
