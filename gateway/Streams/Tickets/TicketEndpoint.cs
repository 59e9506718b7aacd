using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Streams.Tickets;

/// <summary>Gives the bearer of an access token a ticket for one stream.</summary>
internal static class TicketEndpoint
{
    private static readonly MemberNames NoMembers = new();

    public static IEndpointRouteBuilder MapStreamTickets(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/auth/stream-ticket", Issue).RequireAuthorization().NotForKeys().WithTags("Auth").WithDoc(TicketDocs.Issue);
        return routes;
    }

    private static async Task<IResult> Issue(HttpContext http, IGrainFactory grains, ISiloLink silo)
    {
        var (request, problem) = await CommandRequest.Read(http, Nothing, BodyRule.Optional, isVersioned: false);
        if (request is null) return problem!;
        var command = new IssueStreamTicket(HolderOf((CallerIdentity)http.User.Identity!));
        var issued = await silo.Ask((grains, command), static call => call.grains.GetGrain<IStreamTicketsGrain>(0).Issue(call.command));
        return issued.Value is { } ticket ? new TicketAnswer(ticket) : issued.Rejection!.ToProblem();
    }

    /// <summary>All that is known of the caller but the token itself, which is no claim.</summary>
    private static TicketHolder HolderOf(CallerIdentity identity) =>
        new([.. identity.Claims.Select(static claim => new TicketClaim(claim.Type, claim.Value, claim.ValueType))]);

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(NoMembers, out _)) continue;
        return context;
    }
}
