/**
 * Keeps ONNX Runtime from reporting its use to its makers, which its builds for Linux and macOS do unless this
 * variable is set when it is loaded. A setting of the user's own stays. Only the main thread's environment
 * counts, so whatever starts threads imports this, too.
 */
process.env.ORT_DISABLE_TELEMETRY ??= "1";
