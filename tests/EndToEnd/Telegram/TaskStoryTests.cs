using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>All of it together, with a broker and without one: from a deal that somebody shares to a task that is done, with somebody looking on.</summary>
[Collection(SystemTests.Name)]
public sealed class TaskStoryTests
{
    private const long Chat = 7_000_010;
    private const string Reminder = "Reminder: Call the client";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string[] Happened = ["task.created", "task.reminder.set", "task.reminder", "task.status.changed"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chat_FromASharedDealToATaskThatIsDone_IsToldAndFollowed(bool withBroker)
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        await using var system = await BotFixture.StartSystemAsync(telegram, withBroker);
        var (bob, ann) = (await NewAccountAsync(system), await NewAccountAsync(system));
        var chat = new BotChat(telegram, system, Chat);
        var code = (await Account.UntilAnsweredAsync(() => ann.Client.SendAsync(HttpMethod.Post, "/api/auth/telegram/code", null))).Json.GetProperty("code").GetString();
        chat.Type($"/start {code}");
        await chat.NextAsync("linked with your account");

        var deal = await bob.Client.CreateDealAsync("Ten pumps", "story-deal");
        var path = $"/api/v1/deals/{deal.Id}";
        var shared = await bob.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/share", $$"""{"with":"{{ann.Id}}"}""", "story-share");
        shared.IsAccepted.ShouldBeTrue(shared.ToString());
        await using var bobs = new StreamFollower(bob.Client, $"{path}/stream?types=task.*", shared.FeedPosition);
        await using var anns = new StreamFollower(ann.Client, "/api/v1/tasks/stream", shared.FeedPosition);

        await MoveAsync(chat, bob, path);
        var task = await NewTaskAsync(chat, ann, deal.Id);
        // Tomorrow is far.
        await system.Database.ExecuteAsync($"UPDATE tasks.reminders SET due_at = now() WHERE task_id = '{task}'");
        await chat.NextAsync(Reminder);
        chat.Type("/tasks");
        await chat.NextAsync("1. Call the client, until");
        chat.Type("/done 1");
        await chat.NextAsync("Done: Call the client");

        foreach (var stream in new[] { bobs, anns })
        {
            await Condition.WaitAsync(
                () => stream.Events.Select(static e => e.Event).SequenceEqual(Happened),
                Patience,
                () => $"the task's events, and not {string.Join(' ', stream.Events.Select(static e => e.Event))}\n{system.Log}");
        }

        chat.Said.Count(static text => text == Reminder).ShouldBe(1);
        (await bob.Client.GetUntilAnsweredAsync($"/api/v1/tasks/{task}")).Json.GetProperty("status").GetString().ShouldBe("done");
        (await system.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    /// <summary>Moves the deal that the chat was told of by a button, and presses one that has become stale by that.</summary>
    private static async Task MoveAsync(BotChat chat, Account owner, string path)
    {
        var told = await chat.NextAsync("A deal was shared with you: Ten pumps");
        chat.Press(told, "Open the deal");
        chat.Press(await chat.ButtonAsync(told, "Move"), "Move");
        var stages = await chat.ButtonAsync(told, "→ Qualified");
        var stale = stages.Buttons.Single(static button => button.Text == "→ Proposal").Data;
        chat.Press(stages, "→ Qualified");
        await Condition.WaitAsync(async () => await StageAsync(owner, path) == "qualified", Patience, () => "the deal to move");

        chat.PressData(told, stale);
        await chat.ButtonAsync(told, "→ New");
        (await StageAsync(owner, path)).ShouldBe("qualified", "A stale button changes nothing.");
    }

    /// <summary>Creates a task of the deal in a dialogue.</summary>
    private static async Task<Guid> NewTaskAsync(BotChat chat, Account account, Guid deal)
    {
        chat.Type("/task Call the client");
        await chat.NextAsync("Until when?");
        chat.Type("tomorrow 15:00");
        chat.Press(await chat.NextAsync("Who does it?"), "Me");
        await chat.NextAsync("For which deal?");
        chat.Type($"{deal:D}");
        await chat.NextAsync("The task is there: Call the client");
        var tasks = (await account.Client.GetUntilAnsweredAsync($"/api/v1/tasks?dealId={deal}")).Json.GetProperty("items");
        tasks.GetArrayLength().ShouldBe(1, "Each update came twice.");
        tasks[0].GetProperty("dueAt").ValueKind.ShouldBe(JsonValueKind.String);
        return tasks[0].GetProperty("id").GetGuid();
    }

    private static async Task<string?> StageAsync(Account account, string path)
    {
        var answer = await account.Client.GetUntilAnsweredAsync(path);
        return answer.IsAccepted ? answer.Json.GetProperty("stage").GetString() : null;
    }

    private static async Task<Account> NewAccountAsync(CrmSystem system)
    {
        var account = Account.New(system.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }
}
