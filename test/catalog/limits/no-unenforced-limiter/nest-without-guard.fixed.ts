import { Controller, Module, Post } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { ThrottlerGuard, Throttle, ThrottlerModule } from "@nestjs/throttler";

@Controller("messages")
export class MessagesController {
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  @Post()
  send() {
    return { sent: true };
  }
}

@Module({
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }], imports: [ThrottlerModule.forRoot([{ limit: 60, ttl: 60_000 }])], // expect: no-unenforced-limiter/noGuard error
  controllers: [MessagesController],
})
export class AppModule {}
