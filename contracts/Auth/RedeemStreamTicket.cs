namespace Crm.Actors.Contracts.Auth;

/// <summary>Uses a ticket up.</summary>
/// <param name="Ticket">As the client sent it; anything.</param>
[GenerateSerializer, Immutable, Alias("crm.RedeemStreamTicket")]
public sealed record RedeemStreamTicket([property: Id(0)] string Ticket)
{
    /// <summary>Without the ticket: secrets are not for logs.</summary>
    public override string ToString() => nameof(RedeemStreamTicket);
}
