using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class BotCommandsTests
{
    private readonly BotRig _chat = new();

    [Theory]
    [InlineData("/deals")]
    [InlineData("/task")]
    [InlineData("/mute on")]
    [InlineData("hello")]
    public async Task Say_InAChatOfNobody_TellsHowToLink(string text)
    {
        _chat.User = null;

        Text(await _chat.SayAsync(text)).ShouldBe(BotTexts.Get(BotText.NotLinked));
    }

    [Fact]
    public async Task Start_WithACode_IsConfirmedAsTheBotAndCountedForTheChat()
    {
        _chat.User = null;

        Text(await _chat.SayAsync("/start ABCD2345")).ShouldBe(BotTexts.Get(BotText.Linked));

        var command = _chat.Grains.Confirmed.ShouldHaveSingleItem();
        command.ShouldSatisfyAllConditions(
            () => command.Code.ShouldBe("ABCD2345"),
            () => command.ChatId.ShouldBe(BotRig.Chat),
            () => command.GuesserId.ShouldBe(BotIds.OfChat(BotRig.Chat)),
            () => command.Context.Caller.UserId.ShouldBe(BotIds.Bot));
    }

    [Theory]
    [InlineData(RejectionCode.Invalid, BotText.WrongCode)]
    [InlineData(RejectionCode.Taken, BotText.ChatTaken)]
    public async Task Start_Refused_SaysWhy(RejectionCode code, BotText expected)
    {
        _chat.Grains.CodeRejection = new Rejection(code, "no");

        Text(await _chat.SayAsync("/start x")).ShouldBe(BotTexts.Get(expected));
    }

    [Fact]
    public async Task Deals_Listed_AreMeantByTheirNumbers()
    {
        var list = await _chat.SayAsync("/deals@crm_bot");

        Text(list).En.ShouldContain("1. Ten pumps");
        list[0].Buttons.ShouldHaveSingleItem().Action.ShouldBe(ButtonAction.ShowDeal(_chat.Grains.Deal.Id));
        Text(await _chat.SayAsync("/deal 1")).En.ShouldStartWith("Ten pumps\nStage: New\nAmount: 1234.5 EUR");
        Text(await _chat.SayAsync("/deal 2")).ShouldBe(BotTexts.Get(BotText.NoSuchDeal));
    }

    [Theory]
    [InlineData("/note 1 Called.\nCalls back.")]
    [InlineData("/note\n1 Called.\nCalls back.")]
    public async Task Note_OnAListedDeal_IsTheUsers(string text)
    {
        await _chat.SayAsync("/deals");

        Text(await _chat.SayAsync(text)).ShouldBe(BotTexts.Get(BotText.NoteAdded, "Ten pumps"));

        var note = _chat.Grains.Notes.ShouldHaveSingleItem();
        note.Text.ShouldBe("Called.\nCalls back.");
        note.Context.Caller.UserId.ShouldBe(BotRig.UserId);
    }

    [Fact]
    public async Task Note_WorkedOnTwice_HasTheSameKeyAndAnswers()
    {
        await _chat.SayAsync("/deals");
        var before = BotRig.Copy(_chat.State);
        var first = await _chat.SayAsync("/note 1 Called.");

        var again = await _chat.AgainAsync("/note 1 Called.", before);

        again.Select(static answer => answer.Id).ShouldBe(first.Select(static answer => answer.Id));
        _chat.Grains.Notes.Select(static note => note.Context.IdempotencyKey).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Press_MoveThenTheSameAgain_TheSecondIsStaleAndChangesNothing()
    {
        var deal = _chat.Grains.Deal;
        var stages = await _chat.PressAsync(ButtonAction.ShowStages(deal.Id));
        var button = stages.Single(static answer => answer.Kind == OutgoingKind.Edit).Buttons[0].Action;
        button.ShouldBe(ButtonAction.MoveDeal(deal.Id, 7, "qualified"));

        await _chat.PressAsync(button);
        _chat.Grains.Deal.Stage.ShouldBe("qualified");
        var stale = await _chat.PressAsync(ButtonAction.MoveDeal(deal.Id, 7, "proposal"));

        _chat.Grains.Deal.Stage.ShouldBe("qualified");
        _chat.Grains.Deal.Version.ShouldBe(8);
        stale.Single(static answer => answer.Kind == OutgoingKind.PressAnswer).Text.ShouldBe(BotTexts.Get(BotText.Stale));
        var shown = stale.Single(static answer => answer.Kind == OutgoingKind.Edit);
        shown.Text.En.ShouldContain("Stage: Qualified");
        shown.Buttons[0].Action.Version.ShouldBe(8);
    }

    [Fact]
    public async Task Done_OfATaskThatChanged_ChangesNothing()
    {
        await _chat.SayAsync("/tasks");
        _chat.Tasks.Open = _chat.Tasks.Open with { Version = 4 };

        Text(await _chat.SayAsync("/done 1")).ShouldBe(BotTexts.Get(BotText.TaskChanged));

        _chat.Tasks.Open.Version.ShouldBe(4);
    }

    [Fact]
    public async Task Mute_ForAWhile_IsKept()
    {
        await _chat.SayAsync("/mute 2h");
        _chat.State.MutedUntil.ShouldBe(BotRig.Now.AddHours(2));

        await _chat.SayAsync("/mute off");
        _chat.State.MutedUntil.ShouldBeNull();
        Text(await _chat.SayAsync("/mute often")).ShouldBe(BotTexts.Get(BotText.MuteUsage));
    }

    [Fact]
    public async Task Zone_OfTheDatabase_IsKept()
    {
        Text(await _chat.SayAsync("/zone Europe/Berlin")).ShouldBe(BotTexts.Get(BotText.Zone, "Europe/Berlin", "2026-03-25 12:30"));

        _chat.State.TimeZone.ShouldBe("Europe/Berlin");
    }

    [Theory]
    [InlineData("Mars")]
    [InlineData("UTC+03:00")]
    [InlineData("/dev/zero")]
    [InlineData("../zoneinfo/Europe/Berlin")]
    public async Task Zone_ThatIsNoName_IsRefused(string name)
    {
        Text(await _chat.SayAsync($"/zone {name}")).ShouldBe(BotTexts.Get(BotText.NoSuchZone));

        _chat.State.TimeZone.ShouldBeNull();
    }

    /// <summary>What was sent under an id is not sent again: the answer to an update that is replayed would never come.</summary>
    [Fact]
    public void SayDefect_OfAnUpdateThatIsReplayed_HasAnotherIdThanItsAnswer()
    {
        var (failed, replayed) = (NewTurn(), NewTurn());

        failed.SayDefect();
        replayed.Say(BotText.Help);

        Text(failed.Answers).ShouldBe(BotTexts.Get(BotText.Defect));
        failed.Answers[0].Id.ShouldNotBe(replayed.Answers[0].Id);
    }

    [Fact]
    public async Task Say_WhenNothingAnswers_IsToBeDoneAgain()
    {
        _chat.Grains.IsAway = true;

        await Should.ThrowAsync<BotAwayException>(() => _chat.SayAsync("/deals"));
    }

    private static BotTurn NewTurn() =>
        new(new TelegramUpdate { UpdateId = 7, ChatId = BotRig.Chat, Text = "/help" }, null, new ChatState(), DateTimeZone.Utc, BotRig.Now);

    private static LocalText Text(IReadOnlyList<OutgoingTelegram> answers) => answers.ShouldHaveSingleItem().Text;
}
