using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>The grains that notifications ask, in memory: each notification by its rules, with all that happened in its order.</summary>
public class FakeCluster : DispatchProxy
{
    private readonly Dictionary<Guid, NotificationState> _notifications = [];

    /// <summary>What happened to all notifications, in its order.</summary>
    internal List<NotificationEvent> Happened { get; } = [];

    internal IEnumerable<NotificationState> Notifications => _notifications.Values;

    /// <summary>The one deal; null when nobody sees it.</summary>
    internal DealView? Deal { get; set; } = Given.Deal.View;

    internal NotificationPreferences Preferences { get; set; } = NotificationPreferences.Default;

    /// <summary>How many commands are carried out before none is answered any more.</summary>
    internal int Lives { get; set; } = int.MaxValue;

    /// <summary>For whom the deal cannot be read.</summary>
    internal Guid? Stuck { get; set; }

    internal static (IGrainFactory Grains, FakeCluster Cluster) New()
    {
        var factory = Create<IGrainFactory, FakeCluster>();
        return (factory, (FakeCluster)factory);
    }

    internal CommandResult<NotificationView> Execute(Guid id, Func<NotificationState?, Decision<NotificationEvent>> decide)
    {
        if (Lives-- <= 0)
            return new(null, 0, Rejections.Unavailable);
        var state = _notifications.GetValueOrDefault(id);
        var decision = decide(state);
        if (decision.Rejection is { } rejection)
            return new(null, 0, rejection);
        Happened.AddRange(decision.Events);
        state = GivenNotifications.After(state, decision);
        _notifications[id] = state;
        return new(state.View, 1, null);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var grain = targetMethod!.GetGenericArguments()[0];
        if (grain == typeof(INotificationGrain)) return new Notification(this, (Guid)args![0]!);
        if (grain == typeof(INotificationPreferencesGrain)) return new FixedPreferences(this);
        return grain == typeof(IDealGrain) ? FakeSeenDeal.New(this) : throw new NotSupportedException(grain.Name);
    }

    private sealed class Notification(FakeCluster cluster, Guid id) : INotificationGrain
    {
        public Task<CommandResult<NotificationView>> Create(NewNotification command) => Do(state => NotificationRules.Create(id, state, command));

        public Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command) => Do(state => NotificationRules.MarkRead(state, command));

        public Task<CommandResult<NotificationView>> Deliver(DeliverNotification command) => Do(state => NotificationRules.Deliver(state, command));

        public Task<CommandResult<NotificationView>> Send(SendDigest command) => Do(state => NotificationRules.Send(state, command));

        private Task<CommandResult<NotificationView>> Do(Func<NotificationState?, Decision<NotificationEvent>> decide) => Task.FromResult(cluster.Execute(id, decide));
    }

    private sealed class FixedPreferences(FakeCluster cluster) : INotificationPreferencesGrain
    {
        public Task<CommandResult<NotificationPreferencesView>> Get(Guid userId) =>
            Task.FromResult(new CommandResult<NotificationPreferencesView>(new(userId, 1, cluster.Preferences), 1, null));

        public Task<CommandResult<NotificationPreferencesView>> Set(SetNotificationPreferences command) => throw new NotSupportedException();
    }
}

/// <summary>A deal that is asked for and nothing else.</summary>
public class FakeSeenDeal : DispatchProxy
{
    private FakeCluster? _cluster;

    internal static IDealGrain New(FakeCluster cluster)
    {
        var deal = Create<IDealGrain, FakeSeenDeal>();
        ((FakeSeenDeal)deal)._cluster = cluster;
        return deal;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IDealGrain.Get))
            throw new NotSupportedException(targetMethod.Name);
        if (((Caller)args![0]!).UserId == _cluster!.Stuck)
            return Task.FromException<CommandResult<DealView>>(new FormatException("broken row"));
        return Task.FromResult(_cluster.Deal is { } deal ? new CommandResult<DealView>(deal, 1, null) : new CommandResult<DealView>(null, 0, Rejections.NotFound));
    }
}
