using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.FakeTelegram.Chats;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>From a code to a deal that was moved in a chat.</summary>
[Collection(SystemTests.Name)]
public sealed class BotStoryTests(BotFixture fixture) : IClassFixture<BotFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Chat_LinkedAndUsed_ChangesTheDealOnceAndAnswersOnce()
    {
        const long Chat = 7_000_001;
        var account = await LinkedAsync(Chat);
        var deal = await account.Client.CreateDealAsync("Ten pumps", "bot-deal");
        var path = $"/api/v1/deals/{deal.Id}";
        await ListedAsync(account, deal);

        fixture.Telegram.Person.Type(Chat, "/deals");
        var list = await NextAsync(Chat, "1. Ten pumps");
        fixture.Telegram.Person.Press(Chat, list.Id, "1. Ten pumps");
        var card = await ButtonAsync(Chat, list, "Move");
        fixture.Telegram.Person.Press(Chat, card.Id, "Move");
        var stages = await ButtonAsync(Chat, list, "→ Qualified");
        var stale = stages.Buttons.Single(static button => button.Text == "→ Proposal").Data;
        fixture.Telegram.Person.Press(Chat, list.Id, "→ Qualified");
        await Condition.WaitAsync(async () => Stage(await account.Client.GetAsync(path)) == "qualified", Patience, () => $"the deal moved\n{fixture.System.Log}");

        fixture.Telegram.Person.PressData(Chat, list.Id, stale);
        await ButtonAsync(Chat, list, "→ New");
        var after = await account.Client.GetAsync(path);
        Stage(after).ShouldBe("qualified", "A stale button changes nothing.");
        after.Version.ShouldBe(2);

        fixture.Telegram.Person.Type(Chat, "/note 1 Called twice");
        await NextAsync(Chat, "The note is on the deal");
        (await account.Client.GetAsync($"{path}/notes")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        // Each update came twice: each has one answer.
        fixture.Telegram.Chats[Chat].Count(static message => message.FromBot).ShouldBe(3, "linked, list, note");
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM events.log l WHERE l::text LIKE '%{Chat}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Dialogue_BothSilosAreKilledMidway_GoesOn()
    {
        const long Chat = 7_000_002;
        var account = await LinkedAsync(Chat);
        var deal = await account.Client.CreateDealAsync("Twelve pumps", "bot-dialogue");
        await ListedAsync(account, deal);
        fixture.Telegram.Person.Type(Chat, "/move Twelve");
        await NextAsync(Chat, "to which stage?");

        foreach (var silo in fixture.System.Silos)
            await silo.KillAsync();
        foreach (var silo in fixture.System.Silos)
            silo.Start();
        await fixture.System.UntilReadyAsync();
        fixture.Telegram.Person.Type(Chat, "Negotiation");

        await NextAsync(Chat, "Stage: Negotiation");
        Stage(await Account.UntilAnsweredAsync(() => account.Client.GetAsync($"/api/v1/deals/{deal.Id}"))).ShouldBe("negotiation");
    }

    [Fact]
    public async Task Chat_OfSomebodyElse_SeesNothing()
    {
        const long Chat = 7_000_003;
        var owner = await NewAccountAsync();
        var deal = await owner.Client.CreateDealAsync("Secret pumps", "bot-secret");
        await LinkedAsync(Chat);

        fixture.Telegram.Person.Type(Chat, $"/deal {deal.Id}", "ru");

        await NextAsync(Chat, "Такой сделки нет");
    }

    private async Task<Account> LinkedAsync(long chat)
    {
        var account = await NewAccountAsync();
        var code = (await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/auth/telegram/code", null))).Json.GetProperty("code").GetString();
        fixture.Telegram.Person.Type(chat, $"/start {code}");
        await NextAsync(chat, "linked with your account");
        return account;
    }

    /// <summary>Lists follow the log.</summary>
    private Task ListedAsync(Account account, Answer deal) => Condition.WaitAsync(
        async () => await account.Client.GetAsync("/api/v1/deals") is { IsAccepted: true } list && list.Text.Contains(deal.Id.ToString("D"), StringComparison.Ordinal),
        Patience,
        () => $"the deal in the list\n{fixture.System.Log}");

    private async Task<Account> NewAccountAsync()
    {
        var account = Account.New(fixture.System.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }

    private Task<ChatMessage> NextAsync(long chat, string words) => Of(chat).NextAsync(words);

    private Task<ChatMessage> ButtonAsync(long chat, ChatMessage message, string label) => Of(chat).ButtonAsync(message, label);

    private BotChat Of(long chat) => new(fixture.Telegram, fixture.System, chat);

    private static string? Stage(Answer answer) => answer.IsAccepted ? answer.Json.GetProperty("stage").GetString() : null;
}
