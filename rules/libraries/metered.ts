/**
 * Calls that cost money, reach a person or test a secret each time they are made: what limits in front of routes are for.
 * Invariant: a row says what one call does; who may make it is told elsewhere.
 */
import { phrase } from "./phrase.ts";

export type MeteredKind = "ai" | "mail" | "sms" | "login";

export interface MeteredRow {
  kind: MeteredKind;
  /** Test on the library name of the callee. */
  library?: RegExp;
  /** Test on the callee as written, where the receiver's origin is not known. A convention, not a proof. */
  written?: RegExp;
  source: string;
}

/** What a call of the kind is, in words for a message. */
export const METERED_WORDS: Record<MeteredKind, string> = {
  ai: phrase("an AI completion"),
  mail: phrase("sending mail"),
  sms: phrase("sending text messages"),
  login: phrase("a check of credentials"),
};

export const METERED: readonly MeteredRow[] = [
  {
    kind: "ai",
    library:
      /^openai\.(?:default|OpenAI|AsyncOpenAI|AzureOpenAI|AsyncAzureOpenAI)\(\)\.(?:\w+\.)*(?:create|generate|edit|parse|stream)$/u,
    written: /\bopenai\w*(?:\(\))?\.(?:chat\.completions|responses|completions|images|embeddings|audio\.\w+)\.\w+$/iu,
    source: "openai@6.49 resources/*",
  },
  {
    kind: "ai",
    library:
      /^@?anthropic(?:-ai\/sdk)?\.(?:default|Anthropic|AsyncAnthropic)\(\)\.(?:beta\.)?messages\.(?:create|stream|parse)$/u,
    written: /\banthropic\w*(?:\(\))?\.messages\.(?:create|stream)$/iu,
    source: "@anthropic-ai/sdk resources/messages",
  },
  {
    kind: "ai",
    library:
      /^ai\.(?:generateText|streamText|generateObject|streamObject|embed|embedMany|experimental_generateImage|generateImage)$/u,
    source: "ai@5 packages/ai/src/index.ts",
  },
  {
    kind: "ai",
    library:
      /^@google\/(?:generative-ai|genai)\.\w+\(\)\..*(?:generateContent|generateContentStream|generateImages)$|^google\.(?:generativeai|genai)\..*generate_content(?:_async)?$/u,
    written: /\.(?:generateContent|generateContentStream|generate_content)$/u,
    source: "@google/genai, google-generativeai",
  },
  {
    kind: "ai",
    library: /^(?:litellm\.a?completion|replicate\.(?:default\(\)\.)?run|@huggingface\/inference\..*)$/u,
    source: "litellm, replicate, @huggingface/inference",
  },
  {
    kind: "ai",
    library:
      /^(?:groq-sdk|groq|@mistralai\/mistralai|mistralai|cohere-ai|cohere|together-ai)\.\w+\(\)\..*(?:create|complete|chat|generate|stream)$/u,
    source: "groq-sdk, @mistralai/mistralai, cohere-ai",
  },
  { kind: "ai", written: /\benv\.AI\.run$/u, source: "Cloudflare Workers AI binding" },
  {
    kind: "login",
    library:
      /^(?:bcrypt|bcryptjs|@node-rs\/bcrypt)(?:\.default)?\.(?:compare|compareSync)$|^argon2(?:\.default)?\.verify$|^bcrypt\.checkpw$/u,
    source: "bcrypt@6, argon2@0.44",
  },
  {
    kind: "login",
    library:
      /^(?:django\.contrib\.auth\.(?:a?authenticate|hashers\.check_password)|werkzeug\.security\.check_password_hash|passlib\.context\.CryptContext\(\)\.verify|argon2\.PasswordHasher\(\)\.verify)$/u,
    source: "Django 5.2 contrib/auth, werkzeug 3 security.py, passlib",
  },
  {
    kind: "login",
    written: /\.auth\.(?:signInWithPassword|sign_in_with_password|verifyOtp|verify_otp)$/u,
    source: "@supabase/auth-js GoTrueClient",
  },
  {
    kind: "login",
    written:
      /^(?:verify_password|check_password|verifyPassword|comparePassword|comparePasswords|validatePassword|checkPassword|pwd_context\.verify)$|\.(?:check_password|verify_password|comparePassword|verifyPassword|validatePassword)$/u,
    source: "names of checks of passwords",
  },
  {
    kind: "mail",
    written: /\.auth\.(?:signInWithOtp|resetPasswordForEmail|sign_in_with_otp|reset_password_for_email|resend)$/u,
    source: "@supabase/auth-js GoTrueClient: each call sends a message",
  },
];

/** Hosts that answer with completions, as they stand in the address of a request. */
export const AI_HOSTS =
  /\bapi\.(?:openai|anthropic|x|groq|mistral|cohere|together|perplexity|deepseek|replicate|stability|elevenlabs|fireworks)\.(?:com|ai|xyz|io)\b|generativelanguage\.googleapis\.com|openrouter\.ai\/api|gateway\.ai\.cloudflare\.com|api-inference\.huggingface\.co|aiplatform\.googleapis\.com/u;

/** Functions that make a request, by the last name of the callee. */
export const REQUESTING = /(?:^|\.)(?:fetch|post|request|axios|\$fetch|ofetch)$/u;

export function meteredRow(library: string | undefined, written: string): MeteredRow | undefined {
  return METERED.find(
    row => (library !== undefined && row.library?.test(library)) || (row.written?.test(written) ?? false),
  );
}
