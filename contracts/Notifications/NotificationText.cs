namespace Crm.Actors.Contracts.Notifications;

/// <summary>A text in the languages that people are written to in.</summary>
/// <param name="En">In English.</param>
/// <param name="Ru">In Russian.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationText")]
public sealed record NotificationText([property: Id(0)] string En, [property: Id(1)] string Ru);
