using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Telegram;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>A grain factory that knows the few grains of these tests.</summary>
public class FakeGrains : DispatchProxy
{
    public FakeDeal Deal { get; set; } = new();

    public FakeSummary Summary { get; set; } = new();

    public FakePipelines Pipelines { get; set; } = new();

    public FakePayments Payments { get; set; } = new();

    public FakeDeadLetters DeadLetters { get; set; } = new();

    public FakeUsers Users { get; set; } = new();

    public FakeTeams Teams { get; set; } = new();

    public FakeRights Rights { get; set; } = new();

    public FakeTickets Tickets { get; set; } = new();

    public FakeApiKeys ApiKeys { get; set; } = new();

    public FakeNotifications Notifications { get; set; } = new();

    public FakeUpdates Updates { get; set; } = new();

    public FakeTasks Tasks { get; set; } = new();

    public static IGrainFactory Create() => Create<IGrainFactory, FakeGrains>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var grain = targetMethod!.GetGenericArguments()[0];
        if (grain == typeof(IDealGrain)) Deal.AskedFor((Guid)args![0]!);
        if (grain == typeof(IPipelineSummaryGrain)) return Summary.AskedFor((Guid)args![0]!);
        if (FakePipelines.Knows(grain)) return Pipelines.AskedFor(args![0]!);
        if (FakePayments.Knows(grain)) return Payments.AskedFor(args![0]!);
        if (grain == typeof(IDeadLettersGrain)) return DeadLetters;
        if (grain == typeof(IRightsGrain)) return Rights;
        if (FakeTeams.Knows(grain)) return Teams;
        if (grain == typeof(ITelegramUpdatesGrain)) return Updates;
        if (grain == typeof(IStreamTicketsGrain)) return Tickets;
        if (FakeUsers.Knows(grain)) return Users;
        if (FakeApiKeys.Knows(grain)) return ApiKeys;
        if (grain == typeof(INotificationsGrain)) return Notifications;
        if (FakeTasks.Knows(grain)) return Tasks.AskedFor(args![0]!);
        return grain == typeof(IDealGrain) || grain == typeof(IDealQueriesGrain) || grain == typeof(IFeedGrain) || grain == typeof(IHealthGrain)
            ? Deal
            : throw new NotSupportedException(grain.Name);
    }
}
