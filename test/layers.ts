import { Graph, type Value } from "../src/graph/graph.js";
import { Parameters } from "../src/model/parameters.js";
import type { GradientCase } from "./finite-differences.js";

/** Builds a layer from its parameters and inputs. */
type Layer = (parameters: Parameters, inputs: Record<string, Value>) => Value;

/** Parameters whose values a test has already made. */
class GivenParameters extends Parameters {
  constructor(
    graph: Graph,
    private readonly given: Readonly<Record<string, Value>>,
  ) {
    super(graph);
  }

  override get(name: string): Value {
    return this.given[name];
  }
}

/** A layer as a case for `checkGradients`: it is differentiated by its parameters as by its inputs. */
export function layerCase(
  inputs: GradientCase["inputs"],
  layer: Layer,
  fixed: GradientCase["fixed"] = {},
): GradientCase {
  const parameters = parametersOf(inputs, fixed, layer).map(({ name, shape }) => [
    name,
    { sizes: [...shape] },
  ]);
  return {
    inputs: { ...inputs, ...Object.fromEntries(parameters) },
    fixed,
    build: (values) => {
      const [{ graph }] = Object.values(values);
      return layer(new GivenParameters(graph, values), values);
    },
  };
}

/** Builds the layer once to see which parameters it asks for. */
function parametersOf(
  inputs: GradientCase["inputs"],
  fixed: NonNullable<GradientCase["fixed"]>,
  layer: Layer,
) {
  const graph = new Graph("float64");
  const values: Record<string, Value> = {};
  for (const [name, { shape, sizes }] of Object.entries(inputs)) {
    values[name] = graph.input(name, shape ?? sizes);
  }
  for (const [name, { shape, dims }] of Object.entries(fixed)) {
    values[name] = graph.input(name, shape ?? dims);
  }
  const parameters = new Parameters(graph);
  layer(parameters, values);
  return parameters.specs;
}
