import { defineTransform } from 'seeknal-dag';

const dayMs = 24 * 60 * 60 * 1000;

export default defineTransform({
  name: 'late_orders',
  description: 'Orders that came more than some days after they were promised',
  inputs: ['source.orders'],
  params: { days: 4 },
  audits: [{ type: 'not_null', columns: ['order_id', 'days_late'] }],
  async run(ctx) {
    const orders = await ctx.rows('source.orders');
    const late = orders.map((order) => ({
      order_id: Number(order['order_id']),
      days_late:
        (Date.parse(String(order['arrived_on'])) - Date.parse(String(order['promised_on']))) / dayMs,
    }));
    return late.filter(({ days_late }) => days_late > Number(ctx.params['days']));
  },
});
