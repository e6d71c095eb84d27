import type { SuggestionRequest } from "../tagger/suggestion.js";
import { ApiError } from "./api-error.js";
import { withDeadline } from "./deadline.js";
import { type Call, type Endpoint, jsonEndpoint } from "./endpoint.js";
import { checkThreads } from "./limits.js";
import type { Answers, Question } from "./model-runner.js";

const EXPENSIVE = ["overloaded", "not_ready", "timeout", "worker_failed"] as const;

/** What is asked about posts. */
export const SUGGEST_ENDPOINTS: readonly Endpoint[] = [
  jsonEndpoint({
    method: "post",
    path: "/v1/suggest",
    group: "Suggestions",
    summary: "Suggest hashtags for a post",
    description: "A thread without words has no suggestions.",
    body: "SuggestRequest",
    answer: "SuggestAnswer",
    errors: EXPENSIVE,
    handle: async (call, body) => {
      const { answers, model } = await suggest(call, [body]);
      return { suggestions: answers[0] as Answers["suggest"], model };
    },
  }),
  jsonEndpoint({
    method: "post",
    path: "/v1/suggest/batch",
    group: "Suggestions",
    summary: "Suggest hashtags for several posts",
    description: "Each gets what it would get alone, in the order of the requests.",
    body: "BatchRequest",
    answer: "BatchAnswer",
    errors: EXPENSIVE,
    handle: async (call, { requests }) => {
      const { answers, model } = await suggest(call, requests);
      return { results: answers.map((suggestions) => ({ suggestions })), model };
    },
  }),
  jsonEndpoint({
    method: "post",
    path: "/v1/attention",
    group: "Suggestions",
    summary: "Show how the words of a post attend to those of its replies",
    description: "Only models with bi-attention can.",
    body: "Thread",
    answer: "AttentionMap",
    errors: ["not_found", ...EXPENSIVE],
    handle: async (call, thread) => {
      checkThreads([thread], call.service.limits);
      const { answers } = await ask<"attention">(call, [{ kind: "attention", thread }]);
      if (answers[0]) return answers[0];
      throw new ApiError("not_found", "This model has no attention between post and replies.");
    },
  }),
];

function suggest(call: Call, requests: readonly SuggestionRequest[]) {
  const { service, context } = call;
  checkThreads(requests, service.limits);
  service.limiter?.charge(context.get("client"), requests.length - 1);
  const notes = context.get("notes");
  notes.threads = requests.length;
  if (service.options.logText)
    notes.texts = requests.map(({ post, replies }) => ({ post, replies }));
  return ask<"suggest">(
    call,
    requests.map((request) => ({ kind: "suggest", request })),
  );
}

/** @throws ApiError naming the first question that the model refuses */
async function ask<Kind extends keyof Answers>(
  { service, context }: Call,
  questions: readonly Question[],
): Promise<{ answers: Answers[Kind][]; model: string }> {
  const answered = await withDeadline(context.req.raw.signal, service.limits.seconds, (signal) =>
    service.workers.ask(questions, signal),
  );
  const answers = answered.map(({ outcome }, i) => {
    if ("value" in outcome) return outcome.value as Answers[Kind];
    const place = questions.length > 1 ? `requests[${i}]: ` : "";
    throw new ApiError("invalid_request", `${place}${outcome.refused}`);
  });
  return { answers, model: answered[0]?.model as string };
}
