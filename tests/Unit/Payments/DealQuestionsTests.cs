using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Crm.Actors.UnitTests.Kernel.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

/// <summary>Who shares a question to a deal, and what each of them hears. One thread; the deal answers when told to.</summary>
public sealed class DealQuestionsTests
{
    // One object: each that is made has lists of its own, and equal lists are not equal.
    private static readonly DealView Deal = GivenPayments.Deal;
    private static readonly Caller Owner = By(Given.User);
    private static readonly Caller Stranger = By(Given.OtherUser);

    private readonly FifoScheduler _scheduler = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly OneDeal _deal;
    private readonly DealQuestions _questions;

    public DealQuestionsTests()
    {
        var deal = DispatchProxy.Create<IDealGrain, OneDeal>();
        _deal = (OneDeal)(object)deal;
        var grains = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)grains).Grain = deal;
        _questions = new(grains, _clock);
    }

    [Fact]
    public async Task Ask_CallersOfDifferentRightsAtOnce_ShareAQuestionAndSeeWhatTheyMay()
    {
        var (owner, stranger, teamMate) = (Ask(Owner), Ask(Stranger), Ask(Stranger with { Teams = [GivenPayments.Team] }));
        var administrator = Ask(Stranger with { Roles = [RoleNames.Administrator] });
        Run();
        var deal = Deal with { TeamId = GivenPayments.Team };
        Answer(0, deal);

        _deal.Questions.Count.ShouldBe(1);
        (await owner()).ShouldBe((deal, null));
        (await stranger()).ShouldBe((null, null));
        (await teamMate()).ShouldBe((deal, null));
        (await administrator()).ShouldBe((deal, null));
    }

    [Fact]
    public void Ask_AsksTheDealAsSomebodyWhoSeesEveryDeal()
    {
        Ask(Stranger);
        Run();
        _deal.Callers.ShouldHaveSingleItem().Roles.ShouldHaveSingleItem().ShouldBe(RoleNames.Administrator);
    }

    [Fact]
    public async Task Ask_AQuestionIsUnderWay_GetsTheAnswerToOneThatBeginsAfterwards()
    {
        var before = Ask(Owner);
        Run();
        var (after, also) = (Ask(Owner), Ask(Stranger));
        Run();
        _deal.Questions.Count.ShouldBe(1, "The next one waits for the one before.");

        Answer(0, Deal);
        var last = Ask(Owner);
        _deal.Questions.Count.ShouldBe(2);
        var now = Deal with { Version = 2, OwnerId = Given.OtherUser };
        Answer(1, now);
        (await before()).ShouldBe((Deal, null));
        (await after()).ShouldBe((null, null), "They had seen it until then.");
        (await also()).ShouldBe((now, null));

        Run();
        _deal.Questions.Count.ShouldBe(3, "The second had begun before the last one came.");
        Answer(2, now with { Version = 3 });
        (await last()).ShouldBe((null, null));
    }

    [Fact]
    public async Task Ask_TheQuestionFails_FailsThoseWhoSharedItAndNobodyElse()
    {
        var (first, second) = (Ask(Owner), Ask(Stranger));
        Run();
        var next = Ask(Owner);
        _deal.Questions[0].SetException(new TimeoutException("No answer."));
        Run();
        Answer(1, Deal);

        await Should.ThrowAsync<TimeoutException>(first());
        await Should.ThrowAsync<TimeoutException>(second());
        (await next()).ShouldBe((Deal, null));
        var later = Ask(Owner);
        Run();
        Answer(2, Deal);
        (await later()).ShouldBe((Deal, null));
    }

    [Fact]
    public async Task Ask_TheQuestionCannotBeAsked_IsAskedAgainByTheNext()
    {
        _deal.Failure = new InvalidOperationException("The silo stops.");
        var first = Ask(Owner);
        Run();
        await Should.ThrowAsync<InvalidOperationException>(first());
        _deal.Failure = null;
        var second = Ask(Owner);
        Run();
        Answer(0, Deal);
        (await second()).ShouldBe((Deal, null));
    }

    [Fact]
    public async Task Ask_NoAnswer_HoldsTheNextQuestionUpNoLongerThanPatienceLasts()
    {
        var silent = Ask(Owner);
        Run();
        var next = Ask(Owner);
        Run();
        _clock.Advance(DealQuestions.Patience);
        Run();
        _deal.Questions.Count.ShouldBe(2);
        Answer(1, Deal);
        (await next()).ShouldBe((Deal, null));
        silent().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Ask_TheDealCannotBeRead_IsARefusal_ThereIsNone_IsNull()
    {
        var (owner, stranger) = (Ask(Owner), Ask(Stranger));
        Run();
        _deal.Questions[0].SetResult(new(null, 0, Rejections.Unavailable));
        Run();
        (await owner()).ShouldBe((null, Rejections.Unavailable));
        (await stranger()).ShouldBe((null, Rejections.Unavailable));

        var none = Ask(Owner);
        Run();
        _deal.Questions[1].SetResult(new(null, 0, Rejections.NotFound));
        Run();
        (await none()).ShouldBe((null, null));
    }

    [Fact]
    public async Task Ask_AnotherDeal_DoesNotWaitForThisOne()
    {
        var here = Ask(Owner);
        Run();
        var there = Ask(Owner, GivenPayments.OtherDealId);
        Run();
        _deal.Questions.Count.ShouldBe(2);
        var other = Deal with { Id = GivenPayments.OtherDealId };
        Answer(1, other);
        Answer(0, Deal);
        (await here()).ShouldBe((Deal, null));
        (await there()).ShouldBe((other, null));
    }

    private static Caller By(Guid user) => new(user, [RoleNames.Manager], [], "en", null);

    /// <summary>Asks in a turn of its own, which comes with the next <see cref="Run"/>.</summary>
    private Func<Task<(DealView? Deal, Rejection? Refusal)>> Ask(Caller caller, Guid? deal = null)
    {
        Task<(DealView? Deal, Rejection? Refusal)>? asked = null;
        _scheduler.Post(() => asked = _questions.AskAsync(deal ?? Given.DealId, caller));
        return () => asked!;
    }

    private void Answer(int question, DealView deal)
    {
        _deal.Questions[question].SetResult(new(deal, 1, null));
        Run();
    }

    private void Run()
    {
        var former = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (!_scheduler.IsIdle)
                _scheduler.RunOne();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(former);
        }
    }

    /// <summary>Every deal.</summary>
    public class OneDeal : DispatchProxy
    {
        internal List<TaskCompletionSource<CommandResult<DealView>>> Questions { get; } = [];

        internal List<Caller> Callers { get; } = [];

        internal Exception? Failure { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            targetMethod!.Name.ShouldBe(nameof(IDealGrain.GetForPayment), "The deal has to know that its totals will change.");
            if (Failure is not null)
                throw Failure;
            Callers.Add((Caller)args![0]!);
            Questions.Add(new());
            return Questions[^1].Task;
        }
    }

    /// <summary>Finds no other grain.</summary>
    public class OneGrain : DispatchProxy
    {
        internal IDealGrain? Grain { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Grain;
    }
}
