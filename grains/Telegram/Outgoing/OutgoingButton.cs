namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>A button under a message, in a row of its own.</summary>
/// <param name="Label">1 to 64 characters in each language.</param>
/// <param name="Action">What it does.</param>
[GenerateSerializer, Immutable, Alias("crm.OutgoingButton")]
public sealed record OutgoingButton([property: Id(0)] LocalText Label, [property: Id(1)] ButtonAction Action);
