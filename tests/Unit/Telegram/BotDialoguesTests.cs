using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class BotDialoguesTests
{
    private readonly BotRig _chat = new();

    [Fact]
    public async Task NewTask_AllQuestions_CreatesItWithTheLastAnswer()
    {
        (await _chat.SayAsync("/task"))[0].Text.ShouldBe(BotTexts.Get(BotText.AskTitle));
        (await _chat.SayAsync("Call Ann"))[0].Text.ShouldBe(BotTexts.Get(BotText.AskDue));
        (await _chat.SayAsync("soon"))[0].Text.ShouldBe(BotTexts.Get(BotText.DueNotUnderstood));
        (await _chat.SayAsync("yesterday's news")).Count.ShouldBe(1);
        await _chat.SayAsync("завтра в 10");
        await _chat.PressAsync(ButtonAction.Answer(_chat.State.DialogueVersion, "me"));
        _chat.Tasks.Created.ShouldBeEmpty();
        (await _chat.SayAsync("pumps"))[0].Text.ShouldBe(BotTexts.Get(BotText.TaskCreated, "Call Ann"));

        var created = _chat.Tasks.Created.ShouldHaveSingleItem();
        created.DueAt.ShouldBe(BotRig.Now.AddDays(1).AddHours(-1.5));
        created.AssigneeId.ShouldBe(BotRig.UserId);
        created.DealId.ShouldBe(_chat.Grains.Deal.Id);
        _chat.State.Dialogue.ShouldBeNull();
    }

    [Fact]
    public async Task NewTask_CancelledByWordOrButton_CreatesNothing()
    {
        await _chat.SayAsync("/task Call Ann");
        (await _chat.SayAsync("/cancel"))[0].Text.ShouldBe(BotTexts.Get(BotText.Cancelled));

        var question = await _chat.SayAsync("/task Call Ann");
        await _chat.PressAsync(question[0].Buttons[^1].Action);

        _chat.State.Dialogue.ShouldBeNull();
        _chat.Tasks.Created.ShouldBeEmpty();
        (await _chat.SayAsync("/cancel"))[0].Text.ShouldBe(BotTexts.Get(BotText.NothingToCancel));
    }

    [Fact]
    public async Task Press_OfAnEarlierQuestion_DoesNothing()
    {
        var question = await _chat.SayAsync("/task Call Ann");
        await _chat.PressAsync(question[0].Buttons[0].Action);
        var step = _chat.State.Dialogue!.Step;

        var answers = await _chat.PressAsync(question[0].Buttons[1].Action);

        answers.ShouldHaveSingleItem().Text.ShouldBe(BotTexts.Get(BotText.DialogueOver));
        _chat.State.Dialogue!.Step.ShouldBe(step);
    }

    [Fact]
    public async Task Dialogue_AfterItsTime_IsForgotten()
    {
        await _chat.SayAsync("/task Call Ann");
        _chat.Clock = BotRig.Now.AddMinutes(31);

        (await _chat.SayAsync("tomorrow"))[0].Text.ShouldBe(BotTexts.Get(BotText.Unknown));
    }

    [Fact]
    public async Task MoveDeal_ByButtons_MovesTheVersionThatWasShown()
    {
        await _chat.SayAsync("/move");
        var stages = (await _chat.SayAsync("pumps"))[0];
        stages.Text.ShouldBe(BotTexts.Get(BotText.AskStage, "Ten pumps"));

        var moved = await _chat.PressAsync(stages.Buttons[1].Action);

        _chat.Grains.Deal.Stage.ShouldBe("proposal");
        moved[0].Text.En.ShouldContain("Stage: Proposal");
        _chat.State.Dialogue.ShouldBeNull();
    }

    [Fact]
    public async Task MoveDeal_ChangedMeanwhile_AsksAgain()
    {
        await _chat.SayAsync("/move pumps");
        _chat.Grains.Deal = _chat.Grains.Deal with { Version = 9 };

        var answers = await _chat.SayAsync("Proposal");

        answers[0].Text.ShouldBe(BotTexts.Get(BotText.Stale));
        _chat.Grains.Deal.Stage.ShouldBe("new");
        await _chat.SayAsync("Proposal");
        _chat.Grains.Deal.Stage.ShouldBe("proposal");
    }
}
