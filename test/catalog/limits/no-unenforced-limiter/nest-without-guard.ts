import { Controller, Module, Post } from "@nestjs/common";
import { Throttle, ThrottlerModule } from "@nestjs/throttler";

@Controller("messages")
export class MessagesController {
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  @Post()
  send() {
    return { sent: true };
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 60, ttl: 60_000 }])], // expect: no-unenforced-limiter/noGuard error
  controllers: [MessagesController],
})
export class AppModule {}
