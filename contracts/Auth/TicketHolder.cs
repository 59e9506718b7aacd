using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Auth;

/// <summary>Who a ticket stands for: all that the access token said that it was got with, so that both give the same rights until the same time.</summary>
/// <param name="Claims">The token's claims, in their order.</param>
[GenerateSerializer, Immutable, Alias("crm.TicketHolder")]
public sealed record TicketHolder([property: Id(0)] ImmutableArray<TicketClaim> Claims);
