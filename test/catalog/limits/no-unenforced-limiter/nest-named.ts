import { Controller, Module, Post } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";

@Controller("messages")
export class MessagesController {
  @Throttle({ strict: { limit: 5, ttl: 60_000 } }) // expect: no-unenforced-limiter/unknownThrottler error
  @Post()
  send() {
    return { sent: true };
  }

  @Throttle({ long: { limit: 5, ttl: 60_000 } }) // ok: no-unenforced-limiter — a name of the module
  @Post("bulk")
  sendAll() {
    return { sent: true };
  }

  @SkipThrottle({ long: true }) // ok: no-unenforced-limiter — one limit of several is left out on purpose
  @Post("draft")
  draft() {
    return {};
  }
}

@Module({
  imports: [
    ThrottlerModule.forRoot([
      { name: "short", limit: 10, ttl: 1_000 },
      { name: "long", limit: 100, ttl: 60_000 },
    ]),
  ],
  controllers: [MessagesController],
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}
