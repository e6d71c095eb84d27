import { config } from "zod";

// Zod would try to write functions when schemas are made, which the security policies of pages forbid. To be
// imported before any module that makes one.
config({ jitless: true });
