using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Payments;

/// <summary>The REST interface of payments and their entries.</summary>
internal static class PaymentsEndpoints
{
    public const string Root = "/api/v1/payments";

    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        foreach (var schema in PaymentSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<PaymentRequests>();
    }

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder app)
    {
        var deals = app.MapGroup(DealsEndpoints.Root).RequireAuthorization().WithTags("Payments");
        deals.MapPost("/{id}/payments", Create).Needs(ApiKeyScopes.DealsWrite).WithDoc(PaymentDocs.Create);
        deals.MapGet("/{id}/payments", List).Needs(ApiKeyScopes.DealsRead).WithDoc(PaymentDocs.List);
        deals.MapGet("/{id}/balance", Balance).Needs(ApiKeyScopes.DealsRead).WithDoc(PaymentDocs.Balance);
        var payments = app.MapGroup(Root).RequireAuthorization().WithTags("Payments");
        payments.MapGet("/{id}", Get).Needs(ApiKeyScopes.DealsRead).WithDoc(PaymentDocs.Get);
        payments.MapPatch("/{id}", Patch).Needs(ApiKeyScopes.DealsWrite).WithDoc(PaymentDocs.Patch);
        payments.MapDelete("/{id}", Cancel).Needs(ApiKeyScopes.DealsWrite).WithDoc(PaymentDocs.Cancel);
        payments.MapPost("/{id}/move", Move).Needs(ApiKeyScopes.DealsWrite).WithDoc(PaymentDocs.Move);
        MapEntries(payments, PaymentEntryKind.Income);
        MapEntries(payments, PaymentEntryKind.Expense);
        return app;
    }

    private static void MapEntries(RouteGroupBuilder payments, PaymentEntryKind kind)
    {
        var docs = new PaymentEntryDocs(kind);
        var path = $"/{{id}}/{PaymentJson.NameOf(kind)}s";
        payments.MapPost(path, (string id, HttpContext http, PaymentRequests requests) => requests.Book(http, id, kind))
            .Needs(ApiKeyScopes.DealsWrite).WithDoc(docs.Book);
        payments.MapGet(path, (string id, HttpContext http, PaymentRequests requests) => requests.ListEntries(http, id, kind))
            .Needs(ApiKeyScopes.DealsRead).WithDoc(docs.List);
        payments.MapGet($"{path}/{{entryId}}", (string id, string entryId, HttpContext http, PaymentRequests requests) => requests.GetEntry(http, id, entryId, kind))
            .Needs(ApiKeyScopes.DealsRead).WithDoc(docs.Get);
        payments.MapDelete($"{path}/{{entryId}}", (string id, string entryId, HttpContext http, PaymentRequests requests) => requests.Reverse(http, id, entryId, kind))
            .Needs(ApiKeyScopes.DealsWrite).WithDoc(docs.Reverse);
        payments.MapPost(
                $"{path}/{{entryId}}/transfer",
                (string id, string entryId, HttpContext http, PaymentRequests requests) => requests.Transfer(http, id, entryId, kind))
            .Needs(ApiKeyScopes.DealsWrite).WithDoc(docs.Transfer);
    }

    private static Task<IResult> Create(string id, HttpContext http, PaymentRequests payments) => payments.Create(http, id);

    private static Task<IResult> List(string id, HttpContext http, PaymentRequests payments) => payments.List(http, id);

    private static Task<IResult> Balance(string id, HttpContext http, PaymentRequests payments) => payments.Balance(http, id);

    private static Task<IResult> Get(string id, HttpContext http, PaymentRequests payments) => payments.Get(http, id);

    private static Task<IResult> Patch(string id, HttpContext http, PaymentRequests payments) =>
        payments.Change(http, id, PaymentBodies.Patch, BodyRule.MergePatch, static (payment, command) => payment.Patch(command));

    private static Task<IResult> Cancel(string id, HttpContext http, PaymentRequests payments) =>
        payments.Change(http, id, PaymentBodies.Cancel, BodyRule.Optional, static (payment, command) => payment.Cancel(command));

    private static Task<IResult> Move(string id, HttpContext http, PaymentRequests payments) =>
        payments.Change(http, id, PaymentBodies.Move, BodyRule.Required, static (payment, command) => payment.Move(command));
}
