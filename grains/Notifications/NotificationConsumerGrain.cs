using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Notifications;

/// <summary>A partition of the events that people are told of.</summary>
[ImplicitStreamSubscription(EventStreams.Namespace), GrainType("notification-consumer")]
public sealed class NotificationConsumerGrain(IConsumerStore<NotificationSource> store, ILogger<NotificationConsumerGrain> logger)
    : PartitionConsumerGrain<NotificationSource>(store, logger);
