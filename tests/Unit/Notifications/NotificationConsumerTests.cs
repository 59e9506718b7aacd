using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>Whom an event concerns, and what there is to say.</summary>
public sealed class NotificationConsumerTests
{
    private const string Team = "0190a000-0000-7000-8000-0000000000aa";
    private static readonly Guid Actor = new("0190a000-0000-7000-8000-0000000000ee");
    private static readonly NotificationConsumer Consumer = new();

    [Theory]
    [InlineData("deal.updated")]
    [InlineData("deal.archived")]
    [InlineData("deal.note.edited")]
    [InlineData("deal.payment.created")]
    [InlineData("deal.payment.income.reversed")]
    public void EventTypes_WhatNobodyIsToldOf_IsNotWanted(string type) => Consumer.EventTypes.ShouldNotContain(type);

    [Theory]
    [InlineData("deal.created")]
    [InlineData("deal.owner.changed")]
    [InlineData("deal.shared")]
    [InlineData("deal.stage.changed")]
    [InlineData("deal.won")]
    [InlineData("deal.lost")]
    [InlineData("deal.note.created")]
    [InlineData("deal.payment.income.created")]
    [InlineData("deal.payment.expense.created")]
    public void Decide_EachStoredEvent_IsForSomebodyAndOfItsDeal(string type)
    {
        var source = Source(type);

        source.Audience.ShouldNotBeEmpty();
        source.Except.ShouldBe(Actor);
        source.WithTeams.ShouldBe(type == "deal.shared");
        (source.Content.Type, source.Content.EventId, source.Content.EventPosition, source.Content.ActorId, source.Content.DealId)
            .ShouldBe((type, GivenNotifications.EventId, 4711, Actor, Given.DealId));
        NotificationJson.Of(NotificationJson.ToSource(NotificationJson.Of(source))).ShouldBe(NotificationJson.Of(source));
    }

    [Fact]
    public void Decide_ByTheOwnerThemselves_IsForTheOthersAlone()
    {
        Consumer.Decide(GivenNotifications.Logged("deal.note.created", Given.User)).ShouldBeEmpty();
        var shared = GivenNotifications.Sample("deal.note.created").Replace("\"archived\":false", $"\"archived\":false,\"sharedWith\":[\"{Given.OtherUser}\"]", StringComparison.Ordinal);

        Consumer.Decide(GivenNotifications.Logged("deal.note.created", Given.User, shared)).ShouldHaveSingleItem().Audience.AsEnumerable().ShouldBe([Given.OtherUser]);
    }

    [Fact]
    public void Decide_Details_SayWhatHappened()
    {
        Source("deal.note.created").Content.Details["text"].ShouldStartWith("Called.");
        Source("deal.payment.income.created").Content.Details["currency"].ShouldBe("EUR");
        Source("deal.stage.changed").Content.Details.Keys.ShouldBe(["from", "to"]);
        Source("deal.lost").Content.Details.Keys.ShouldBe(["reason"]);
        Source("deal.created").Content.Title.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("deal.sla.warned")]
    [InlineData("deal.sla.breached")]
    public void Decide_DeadlineOfASharedDeal_IsForItsOwnerAlone(string type)
    {
        var shared = GivenNotifications.Sample(type).Replace("\"archived\":false", $"\"archived\":false,\"sharedWith\":[\"{Given.OtherUser}\"]", StringComparison.Ordinal);

        var source = Consumer.Decide(GivenNotifications.Logged(type, Guid.Empty, shared)).ShouldHaveSingleItem();

        source.Audience.AsEnumerable().ShouldBe([Given.User]);
        (source.Except, source.WithTeams, source.Content.Type, source.Content.DealId).ShouldBe((null, false, type, Given.DealId));
        (source.Content.Details["stage"], source.Content.Details["breachAt"]).ShouldBe(("proposal", "2026-03-30 15:00:00Z"));
        NotificationJson.Of(NotificationJson.ToSource(NotificationJson.Of(source))).ShouldBe(NotificationJson.Of(source));
    }

    [Theory]
    [InlineData("task.created", false)]
    [InlineData("task.assignee.changed", false)]
    [InlineData("task.status.changed", false)]
    [InlineData("task.reminder", true)]
    public void Decide_TaskOfOnesOwn_IsOnlyARemindersWord(string type, bool isTold)
    {
        var assignee = type == "task.assignee.changed" ? Given.OtherUser : Given.User;

        var source = Source(type);

        source.Audience.AsEnumerable().ShouldBe([assignee]);
        (source.Content.TaskId, source.Content.DealId, source.Content.Title).ShouldBe((Given.DealId, Given.DealId, "Call Smith"), "The subject is the task.");
        source.Content.Details.GetValueOrDefault("to").ShouldBe(type == "task.status.changed" ? "done" : null);
        Consumer.Decide(GivenNotifications.Logged(type, assignee)).Count.ShouldBe(isTold ? 1 : 0);
    }

    [Fact]
    public void Decide_ReminderThatNobodyCaused_IsForTheAssignee() =>
        Consumer.Decide(GivenNotifications.Logged("task.reminder", Guid.Empty)).ShouldHaveSingleItem().Except.ShouldBeNull();

    [Fact]
    public void Decide_StatusOfATask_IsAlsoForWhoeverMadeIt()
    {
        var data = GivenNotifications.Sample("task.status.changed").Replace($"\"assigneeId\":\"{Given.User}\"", $"\"assigneeId\":\"{Given.OtherUser}\"", StringComparison.Ordinal);

        Consumer.Decide(GivenNotifications.Logged("task.status.changed", Given.OtherUser, data)).ShouldHaveSingleItem().Audience.AsEnumerable().ShouldBe([Given.User]);
    }

    [Theory]
    [InlineData("task.updated")]
    [InlineData("task.reminder.set")]
    [InlineData("task.reminder.dropped")]
    public void EventTypes_OtherEventsOfATask_AreNotWanted(string type) => Consumer.EventTypes.ShouldNotContain(type);

    [Fact]
    public void Concerns_Teams_MeansTheirMembersWhereItIsForTeams()
    {
        var team = Guid.Parse(Team);
        var source = Source("deal.won") with { Audience = [team], WithTeams = true };
        var member = new Recipient(Given.OtherUser, [], [team], HasTelegram: false);

        NotificationMaker.Concerns(source, member).ShouldBeTrue();
        NotificationMaker.Concerns(source with { WithTeams = false }, member).ShouldBeFalse();
        NotificationMaker.Concerns(source with { Except = Given.OtherUser }, member).ShouldBeFalse();
    }

    private static NotificationSource Source(string type) => Consumer.Decide(GivenNotifications.Logged(type, Actor)).ShouldHaveSingleItem();
}
