// node consumer.js [URL] [QUEUE]: prints every event of a deal, for as long as it runs.
import amqp from "amqplib";
import { CloudEvent } from "cloudevents";

const [url = process.env.RABBITMQ_URL, queue = "example.deals"] = process.argv.slice(2);
const channel = await (await amqp.connect(url)).createChannel();
await channel.assertExchange("crm.events", "topic", { durable: true });
const kept = { "x-queue-type": "quorum", "x-max-length": 100000, "x-single-active-consumer": true };
await channel.assertQueue(queue, { durable: true, arguments: kept });
await channel.bindQueue(queue, "crm.events", "deal.#");
await channel.prefetch(100);
await channel.consume(queue, (message) => {
  try {
    const event = new CloudEvent(JSON.parse(message.content)); // throws for what is no CloudEvent 1.0
    console.log(event.type, event.subject, event.sequence);
    channel.ack(message);
  } catch (problem) {
    console.error(`not taken: ${problem.message.replace(/\s+/g, " ")}`);
    channel.nack(message, false, false);
  }
});
console.error(`waiting on ${queue}`);
