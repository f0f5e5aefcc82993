import { Body, Controller, Injectable, Post, UseGuards } from "@nestjs/common";
import { ThrottlerGuard } from "@nestjs/throttler";
import OpenAI from "openai";

@Injectable()
export class CompletionService {
  private readonly openai = new OpenAI();

  async complete(question: string) {
    return this.openai.chat.completions.create({
      model: "gpt-4o-mini",
      messages: [{ role: "user", content: question }],
    });
  }
}

@Controller("answers")
export class AnswersController {
  constructor(private readonly completions: CompletionService) {}

  @UseGuards(ThrottlerGuard)
  @Post()
  answer(@Body() question: string) {
    return this.completions.complete(question);
  }

  @Post("preview")
  preview(@Body() question: string) { // expect: no-unlimited-route/bypassedResource warning
    return this.completions.complete(question);
  }
}

@UseGuards(ThrottlerGuard)
@Controller("drafts")
export class DraftsController {
  constructor(private readonly completions: CompletionService) {}

  @Post()
  draft(@Body() question: string) { // ok: no-unlimited-route — the controller is guarded
    return this.completions.complete(question);
  }
}
