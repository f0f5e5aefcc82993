import { Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";

@Module({
  imports: [ThrottlerModule.forRoot({ limit: 60, ttl: 60 })], // ok: no-invalid-limit — which version reads it is not known
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}

@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 60, ttl: 60 }])], // expect: no-invalid-limit/tooShort error
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class ApiModule {}
