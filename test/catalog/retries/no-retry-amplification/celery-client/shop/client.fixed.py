from openai import OpenAI

client = OpenAI(timeout=20, max_retries=0)
