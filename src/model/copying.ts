import type { Value } from "../graph/graph.js";
import { tanh } from "../graph/operators/elementwise.js";
import { transposeMatrix } from "../graph/operators/linear-algebra.js";
import { affine } from "./gru.js";
import type { Parameters } from "./parameters.js";

/**
 * Keys for copying the words of the post: `tanh(h_j · W_c + b_c)`. Their product with a decoder
 * state is the score for copying word `j` (Gu et al. 2016, Eq 8, with a bias); it shares one softmax
 * with the scores of the output layer. Their selective read, which tells the decoder where the last
 * word was copied from, is left out: a copied word is given by its embedding, as any other.
 * @param post hidden states `h_j` `[B, Tp, d]`
 * @returns `[B, d, Tp]`
 */
export function copyKeys(parameters: Parameters, post: Value): Value {
  return transposeMatrix(tanh(affine(parameters, "copy", post, post.size(-1))));
}
