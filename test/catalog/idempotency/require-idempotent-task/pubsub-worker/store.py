import psycopg


class Store:
    def __init__(self):
        self.connection = psycopg.connect("postgresql://app@db/app")

    def claim_invoice(self, invoice_id: str) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute("UPDATE invoices SET status = 'sending' WHERE id = %s AND status = 'open' RETURNING id", (invoice_id,))
            return cursor.fetchone() is not None

    def mark_sent(self, invoice_id: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("UPDATE invoices SET status = 'sent' WHERE id = %s", (invoice_id,))
        self.connection.commit()
