import { Controller, Module, Post } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { seconds, Throttle, ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";

@Module({
  imports: [ThrottlerModule.forRoot({ throttlers: [{ limit: 60, ttl: 60 }] })], // expect: no-invalid-limit/tooShort error
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}

@Controller("sessions")
export class SessionController {
  @Throttle({ default: { limit: 5, ttl: 5 * 60 } }) // expect: no-invalid-limit/tooShort error
  @Post()
  create() {
    return {};
  }

  @Throttle({ default: { limit: 5, ttl: seconds(60) } }) // ok: no-invalid-limit — the library's own helper
  @Post("refresh")
  refresh() {
    return {};
  }

  @Throttle({ default: { limit: 5, ttl: 60_000 } }) // ok: no-invalid-limit — a minute
  @Post("logout")
  logout() {
    return {};
  }
}
