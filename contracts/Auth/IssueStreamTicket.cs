namespace Crm.Actors.Contracts.Auth;

/// <summary>Makes a ticket that stands for its holder, once.</summary>
/// <param name="Holder">Who the access token says that its bearer is.</param>
[GenerateSerializer, Immutable, Alias("crm.IssueStreamTicket")]
public sealed record IssueStreamTicket([property: Id(0)] TicketHolder Holder);
