using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Notifications;

/// <summary>What goes to Telegram is in its queue, once for each event and in its order, with a silo killed meanwhile.</summary>
[Collection(SystemTests.Name)]
public sealed class TelegramQueueTests
{
    private const string Queue = "notifications.telegram";
    private const int Moves = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Queue_OfALinkedUser_HasEachMessageInOrder_AlsoAfterAKill()
    {
        await using var system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            RabbitMq = true,
            Silos = 2,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AUTH_ADMIN_EMAIL"] = AuthFixture.AdminEmail,
                ["AUTH_ADMIN_PASSWORD"] = AuthFixture.AdminPassword,
            },
        });
        var (owner, friend) = (await NewAccountAsync(system), await NewAccountAsync(system));
        await LinkAsync(system, friend);
        await using var connection = await system.RabbitMq!.ConnectAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var messages = await ConsumeAsync(channel);

        var deal = (await owner.Client.CreateDealAsync("a roof", $"roof-{owner.Id:N}")).Id;
        await ChangeAsync(owner, deal, "share", $$"""{"with":"{{friend.Id}}"}""");
        for (var move = 0; move < Moves; move++)
        {
            await ChangeAsync(owner, deal, "stage", move % 2 == 0 ? """{"stage":"proposal"}""" : """{"stage":"new"}""");
            if (move == Moves / 2)
                await system.Silos[1].KillAsync();
        }

        await Condition.WaitAsync(() => messages.DistinctBy(Id).Count() > Moves, Patience, () => $"{Moves + 1} messages, and not {messages.Count}\n{system.Log}");
        var seen = messages.DistinctBy(Id).ToList();
        seen.Count.ShouldBe(Moves + 1);
        seen.ShouldAllBe(message => message.GetProperty("type").GetString() == "notification.telegram" && Data(message).GetProperty("userId").GetGuid() == friend.Id);
        seen.Select(static message => Data(message).GetProperty("eventId").GetGuid()).ShouldBe(await EventsAsync(system, deal));
        var last = Data(seen[^1]);
        (last.GetProperty("notificationId").GetGuid(), last.GetProperty("text").GetProperty("en").GetString(), last.GetProperty("buttons")[0].GetProperty("dealId").GetGuid())
            .ShouldBe((seen[^1].GetProperty("subject").GetGuid(), "a roof: from stage proposal to new", deal));
    }

    private static Guid Id(JsonElement message) => message.GetProperty("id").GetGuid();

    private static JsonElement Data(JsonElement message) => message.GetProperty("data");

    /// <summary>The events of the deal that its friend is told of, in their order.</summary>
    private static async Task<IEnumerable<Guid>> EventsAsync(CrmSystem system, Guid deal) => await system.Database.ScalarAsync<Guid[]>(
        $"SELECT array_agg(id ORDER BY version) FROM events.log WHERE aggregate_id = '{deal}' AND type IN ('deal.shared', 'deal.stage.changed')");

    /// <summary>The queue has one consumer at a time, so nothing can be taken out of it one by one.</summary>
    private static async Task<ConcurrentQueue<JsonElement>> ConsumeAsync(IChannel channel)
    {
        var messages = new ConcurrentQueue<JsonElement>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, arrived) =>
        {
            messages.Enqueue(JsonDocument.Parse(arrived.Body.ToArray()).RootElement);
            await channel.BasicAckAsync(arrived.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return messages;
    }

    private static async Task<Account> NewAccountAsync(CrmSystem system)
    {
        var account = Account.New(system.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }

    private static async Task LinkAsync(CrmSystem system, Account account)
    {
        var admin = new Account(system.Gateways[0].Url, AuthFixture.AdminEmail, AuthFixture.AdminPassword);
        await Condition.WaitAsync(async () => (await admin.TryLogInAsync()).IsAccepted, Patience, () => $"the first administrator\n{system.Log}");
        var code = (await account.Client.SendAsync(HttpMethod.Post, "/api/auth/telegram/code", null)).Json.GetProperty("code").GetString();
        var linked = await admin.Client.SendAsync(HttpMethod.Post, "/api/auth/telegram/confirm", $$"""{"code":"{{code}}","chatId":4711}""");
        linked.IsAccepted.ShouldBeTrue(linked.ToString());
    }

    private static async Task ChangeAsync(Account account, Guid deal, string what, string body)
    {
        var answer = await account.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{deal}/{what}", body, $"{what}-{RandomNumberGenerator.GetHexString(16)}");
        answer.IsAccepted.ShouldBeTrue(answer.ToString());
    }
}
