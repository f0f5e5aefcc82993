import { Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { ThrottlerModule } from "@nestjs/throttler";
import { ProxyGuard } from "./proxy.guard";

@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 60, ttl: 60_000 }])], // ok: no-unenforced-limiter — a subclass of the guard holds for all routes
  providers: [{ provide: APP_GUARD, useClass: ProxyGuard }],
})
export class AppModule {}
