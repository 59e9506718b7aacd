using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>A group is linked by one person; whoever else writes there must not act as that user.</summary>
public sealed class BotGroupTests
{
    private const long Linker = 1001;

    private readonly BotRig _group = new() { ChatId = -77, Sender = Linker };

    [Fact]
    public async Task Say_InAGroup_OnlyTheLinkerActs()
    {
        (await _group.SayAsync("/start ABCD2345")).ShouldHaveSingleItem().Text.ShouldBe(BotTexts.Get(BotText.Linked));

        (await _group.SayAsync("/deals")).ShouldHaveSingleItem().Text.En.ShouldContain("1. Ten pumps");
        foreach (long? other in new long?[] { 1002, null })
        {
            _group.Sender = other;
            (await _group.SayAsync("/deals")).ShouldHaveSingleItem().Text.ShouldBe(BotTexts.Get(BotText.OfSomebodyElse));
        }
    }

    [Fact]
    public async Task Press_InAGroupByAnother_ChangesNothing()
    {
        await _group.SayAsync("/start ABCD2345");
        _group.Sender = 1002;

        var answer = (await _group.PressAsync(ButtonAction.FinishTask(_group.Tasks.Open.Id, 3))).ShouldHaveSingleItem();

        (answer.Kind, answer.Text).ShouldBe((OutgoingKind.PressAnswer, BotTexts.Get(BotText.OfSomebodyElse)));
        _group.Tasks.Open.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Say_AnotherAnswersTheLinkersDialogue_IsNoAnswer()
    {
        await _group.SayAsync("/start ABCD2345");
        await _group.SayAsync("/task");
        var question = _group.State.DialogueVersion;
        _group.Sender = 1002;

        (await _group.SayAsync("Call the customer")).ShouldBeEmpty();

        _group.State.DialogueVersion.ShouldBe(question);
    }

    [Fact]
    public async Task Start_RefusedInAGroup_LeavesTheLinkerWhoItWas()
    {
        await _group.SayAsync("/start ABCD2345");
        _group.Sender = 1002;
        _group.Grains.CodeRejection = new(Contracts.RejectionCode.Taken, "taken");
        await _group.SayAsync("/start ABCD2346");

        _group.State.LinkedBy.ShouldBe(Linker);
    }
}
