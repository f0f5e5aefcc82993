import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

@Entity("tenants")
export class Tenant {
  @PrimaryGeneratedColumn("uuid")
  id!: string;
}

@Entity("tenant_users")
export class TenantUser {
  @PrimaryColumn()
  userId!: string;

  @ManyToOne(() => Tenant)
  @JoinColumn({ name: "tenantId" })
  tenant!: Tenant;
}

export abstract class Owned {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @Column()
  tenantId!: string;
}

@Entity({ name: "orders" })
export class Order extends Owned {
  @Column({ default: "new" })
  state!: string;

  @ManyToOne(() => Tenant, { onDelete: "CASCADE" })
  @JoinColumn({ name: "tenantId" })
  tenant!: Tenant;
}

@Entity()
export class OrderLine extends Owned {
  @ManyToOne(() => Order)
  @JoinColumn({ name: "orderId" })
  order!: Order;
}
