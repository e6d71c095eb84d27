// First: it has to be in force when the runtime is loaded.
import "../support/no-telemetry.js";

export { env, InferenceSession, Tensor } from "onnxruntime-node";
