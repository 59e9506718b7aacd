using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Payments;

/// <summary>What the payment endpoints have in common. Who may do what is decided in the grains.</summary>
internal sealed class PaymentRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, IIdSource ids)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> Create(HttpContext http, string deal)
    {
        if (!TryId(deal, out var dealId)) return Problem.NoSuch("deal", deal);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => PaymentBodies.Create(ref json, context, dealId), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var id = NewId("payment", command.Context);
        var result = await silo.Ask((grains, id, command), static call => Payment(call.grains, call.id).Create(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status201Created);
    }

    public async Task<IResult> List(HttpContext http, string deal)
    {
        if (!TryId(deal, out var dealId)) return Problem.NoSuch("deal", deal);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListPayments(http.Caller(), dealId, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => Queries(call.grains).List(call.list), repeats: true);
        return await Page(http, result, PaymentJson.WritePage);
    }

    public async Task<IResult> Balance(HttpContext http, string deal)
    {
        if (!TryId(deal, out var dealId)) return Problem.NoSuch("deal", deal);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["verify"], errors);
        if (query["verify"] is not (null or "true" or "false")) errors.Parameter("verify", "must be true or false");
        if (errors.Any) return Problem.Of(errors);
        var balance = new GetDealBalance(http.Caller(), dealId, query["verify"] == "true");
        var result = await silo.Ask((grains, balance), static call => Queries(call.grains).Balance(call.balance), repeats: true);
        return await Page(http, result, PaymentJson.WriteBalance);
    }

    public async Task<IResult> Get(HttpContext http, string payment)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, id, caller), static call => Payment(call.grains, call.id).Get(call.caller), repeats: true);
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Change<T>(
        HttpContext http, string payment, BodyReader<T> read, BodyRule body, Func<IPaymentGrain, T, Task<CommandResult<PaymentView>>> send)
        where T : class
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        var (command, problem) = await CommandRequest.Read(http, read, body);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, id, command, send), static call => call.send(Payment(call.grains, call.id), call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Book(HttpContext http, string payment, PaymentEntryKind kind)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => PaymentBodies.Book(ref json, context, kind), BodyRule.Required);
        if (command is null) return problem!;
        var book = command with { EntryId = NewId("entry", command.Context) };
        var result = await silo.Ask((grains, id, book), static call => Payment(call.grains, call.id).Book(call.book), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status201Created);
    }

    public async Task<IResult> Reverse(HttpContext http, string payment, string entry, PaymentEntryKind kind)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        if (!TryId(entry, out var entryId)) return Problem.NoSuch(PaymentJson.NameOf(kind), entry);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => PaymentBodies.Reverse(ref json, context, kind, entryId), BodyRule.Optional);
        if (command is null) return problem!;
        var reverse = command with { EntryId = NewId("entry", command.Context) };
        var result = await silo.Ask((grains, id, reverse), static call => Payment(call.grains, call.id).Reverse(call.reverse), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Transfer(HttpContext http, string payment, string entry, PaymentEntryKind kind)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        if (!TryId(entry, out var entryId)) return Problem.NoSuch(PaymentJson.NameOf(kind), entry);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => PaymentBodies.Transfer(ref json, context, kind, entryId), BodyRule.Required);
        if (command is null) return problem!;
        var transfer = command with { TransferId = NewId("transfer", command.Context), ReversalId = NewId("entry", command.Context) };
        var result = await silo.Ask((grains, id, transfer), static call => Payment(call.grains, call.id).Transfer(call.transfer), IdempotencyKey.IsGiven(http.Request));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new TransferAnswer(result.Value!);
    }

    public async Task<IResult> ListEntries(HttpContext http, string payment, PaymentEntryKind kind)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListPaymentEntries(http.Caller(), id, kind, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => Queries(call.grains).ListEntries(call.list), repeats: true);
        return await Page(http, result, PaymentJson.WriteEntries);
    }

    public async Task<IResult> GetEntry(HttpContext http, string payment, string entry, PaymentEntryKind kind)
    {
        if (!TryId(payment, out var id)) return Problem.NoSuch("payment", payment);
        if (!TryId(entry, out var entryId)) return Problem.NoSuch(PaymentJson.NameOf(kind), entry);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var get = new GetPaymentEntry(http.Caller(), id, kind, entryId);
        var result = await silo.Ask((grains, get), static call => Queries(call.grains).GetEntry(call.get), repeats: true);
        return await Page(http, result, PaymentJson.WriteEntry);
    }

    private static IPaymentGrain Payment(IGrainFactory grains, Guid id) => grains.GetGrain<IPaymentGrain>(id);

    private static IPaymentQueriesGrain Queries(IGrainFactory grains) => grains.GetGrain<IPaymentQueriesGrain>(0);

    private Guid NewId(string kind, CommandContext context) =>
        context.IdempotencyKey is { } key ? DerivedId.Of(kind, context.Caller.UserId, key) : ids.Next();

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<PaymentView> result, int status)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var payment = result.Value!;
        return new VersionedAnswer<PaymentView>(payment, payment.Version, PaymentJson.Write, status == StatusCodes.Status201Created ? $"{PaymentsEndpoints.Root}/{payment.Id:D}" : null);
    }

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<PaymentEntry> result, int status)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PaymentEntryAnswer(result.Value!, status);
    }

    private async ValueTask<IResult> Page<T>(HttpContext http, CommandResult<T> result, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<T>(result.Value!, write);
    }

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
