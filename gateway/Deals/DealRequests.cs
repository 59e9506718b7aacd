using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Deals;

/// <summary>What the deal endpoints have in common: request to command, command to grain, answer to response.</summary>
internal sealed class DealRequests(DealGrains deals, IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, IIdSource ids)
{
    public async Task<IResult> Create(HttpContext http)
    {
        var (command, problem) = await CommandRequest.Read(http, DealBodies.Create, BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var context = command.Context;
        var id = context.IdempotencyKey is { } key ? DerivedId.Of("deal", context.Caller.UserId, key) : ids.Next();
        var result = await silo.Ask((deals, id, command), static call => call.deals[call.id].Create(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status201Created);
    }

    public async Task<IResult> Get(HttpContext http, string id)
    {
        if (!TryId(id, out var dealId)) return Problem.NoSuch("deal", id);
        if (http.Request.QueryString.HasValue) return await GetAsOf(http, dealId);
        var result = await silo.Ask((deals, dealId, http), static call => call.deals[call.dealId].GetWithTotals(call.http.Caller()), repeats: true);
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Change<T>(
        HttpContext http, string id, BodyReader<T> read, BodyRule body, Func<IDealGrain, T, Task<CommandResult<DealView>>> send)
        where T : class
    {
        if (!TryId(id, out var dealId)) return Problem.NoSuch("deal", id);
        var (command, problem) = await CommandRequest.Read(http, read, body);
        if (command is null) return problem!;
        var result = await silo.Ask((deals, dealId, command, send), static call => call.send(call.deals[call.dealId], call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = DealQuery.List(http.Request, http.Caller(), errors);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, query), static call => Queries(call.grains).List(call.query), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<DealPage>(result.Value!, DealJson.WritePage);
    }

    public async Task<IResult> History(HttpContext http, string id)
    {
        if (!TryId(id, out var dealId)) return Problem.NoSuch("deal", id);
        var errors = new RequestErrors();
        var query = DealQuery.History(http.Request, dealId, http.Caller(), errors);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, query), static call => Queries(call.grains).History(call.query), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<HistoryPage>(result.Value!, HistoryJson.Write);
    }

    public async Task<IResult> Diff(HttpContext http, string id)
    {
        if (!TryId(id, out var dealId)) return Problem.NoSuch("deal", id);
        var errors = new RequestErrors();
        var query = DealPastQuery.Diff(http.Request, dealId, http.Caller(), errors);
        if (query is null) return Problem.Of(errors);
        var result = await silo.Ask((grains, query), static call => Queries(call.grains).Diff(call.query), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<DealDiff>(result.Value!, DealDiffJson.Write);
    }

    private async Task<IResult> GetAsOf(HttpContext http, Guid deal)
    {
        var errors = new RequestErrors();
        var asOf = DealPastQuery.AsOf(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var result = asOf is null
            ? await silo.Ask((deals, deal, http), static call => call.deals[call.deal].GetWithTotals(call.http.Caller()), repeats: true)
            : await silo.Ask((grains, query: new GetDealAsOf(http.Caller(), deal, asOf)), static call => Queries(call.grains).AsOf(call.query), repeats: true);
        return result.Rejection is { } rejection ? rejection.ToProblem(ofQuery: true) : await Answer(http, result, StatusCodes.Status200OK);
    }

    private static IDealQueriesGrain Queries(IGrainFactory grains) => grains.GetGrain<IDealQueriesGrain>(0);

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<DealView> result, int status)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var deal = result.Value!;
        return new VersionedAnswer<DealView>(deal, deal.Version, DealJson.Write, status == StatusCodes.Status201Created ? $"{DealsEndpoints.Root}/{deal.Id:D}" : null);
    }

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
