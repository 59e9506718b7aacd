using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Notes;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Payments;
using Crm.Actors.Gateway.Tasks;

namespace Crm.Actors.Gateway.Deals;

/// <summary>The REST interface of deals, with their payments and notes, and of tasks.</summary>
internal static class DealsEndpoints
{
    public const string Root = "/api/v1/deals";

    public static IServiceCollection AddDeals(this IServiceCollection services)
    {
        foreach (var schema in DealSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<DealGrains>().AddSingleton<DealRequests>().AddPayments().AddNotes().AddTasks();
    }

    public static IEndpointRouteBuilder MapDeals(this IEndpointRouteBuilder app)
    {
        var deals = app.MapGroup(Root).RequireAuthorization().WithTags("Deals");
        deals.MapPost("", Create).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Create);
        deals.MapGet("", List).Needs(ApiKeyScopes.DealsRead).WithDoc(DealDocs.List);
        deals.MapGet("/{id}", Get).Needs(ApiKeyScopes.DealsRead).WithDoc(DealDocs.Get);
        deals.MapPatch("/{id}", Patch).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Patch);
        deals.MapPost("/{id}/stage", MoveStage).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.MoveStage);
        deals.MapPost("/{id}/win", Win).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Win);
        deals.MapPost("/{id}/lose", Lose).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Lose);
        deals.MapPost("/{id}/reopen", Reopen).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Reopen);
        deals.MapPost("/{id}/owner", AssignOwner).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.AssignOwner);
        deals.MapPost("/{id}/team", AssignTeam).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.AssignTeam);
        deals.MapPost("/{id}/share", Share).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Share);
        deals.MapPost("/{id}/unshare", Unshare).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Unshare);
        deals.MapPost("/{id}/archive", Archive).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Archive);
        deals.MapPost("/{id}/restore", Restore).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Restore);
        deals.MapPost("/{id}/undo", Undo).Needs(ApiKeyScopes.DealsWrite).WithDoc(DealDocs.Undo);
        deals.MapGet("/{id}/history", History).Needs(ApiKeyScopes.DealsRead).WithDoc(DealDocs.History);
        deals.MapGet("/{id}/diff", Diff).Needs(ApiKeyScopes.DealsRead).WithDoc(DealDocs.Diff);
        return app.MapPayments().MapNotes().MapTasks();
    }

    private static Task<IResult> Create(HttpContext http, DealRequests deals) => deals.Create(http);

    private static Task<IResult> List(HttpContext http, DealRequests deals) => deals.List(http);

    private static Task<IResult> Get(string id, HttpContext http, DealRequests deals) => deals.Get(http, id);

    private static Task<IResult> Patch(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, PatchDealBody.Read, BodyRule.MergePatch, static (deal, command) => deal.Patch(command));

    private static Task<IResult> MoveStage(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.MoveStage, BodyRule.Required, static (deal, command) => deal.MoveStage(command));

    private static Task<IResult> Win(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Win, BodyRule.Optional, static (deal, command) => deal.Win(command));

    private static Task<IResult> Lose(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Lose, BodyRule.Required, static (deal, command) => deal.Lose(command));

    private static Task<IResult> Reopen(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Reopen, BodyRule.Optional, static (deal, command) => deal.Reopen(command));

    private static Task<IResult> AssignOwner(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.AssignOwner, BodyRule.Required, static (deal, command) => deal.AssignOwner(command));

    private static Task<IResult> AssignTeam(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.AssignTeam, BodyRule.Required, static (deal, command) => deal.AssignTeam(command));

    private static Task<IResult> Share(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Share, BodyRule.Required, static (deal, command) => deal.Share(command));

    private static Task<IResult> Unshare(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Unshare, BodyRule.Required, static (deal, command) => deal.Unshare(command));

    private static Task<IResult> Archive(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Archive, BodyRule.Optional, static (deal, command) => deal.Archive(command));

    private static Task<IResult> Restore(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Restore, BodyRule.Optional, static (deal, command) => deal.Restore(command));

    private static Task<IResult> Undo(string id, HttpContext http, DealRequests deals) =>
        deals.Change(http, id, DealBodies.Undo, BodyRule.Required, static (deal, command) => deal.Undo(command));

    private static Task<IResult> History(string id, HttpContext http, DealRequests deals) => deals.History(http, id);

    private static Task<IResult> Diff(string id, HttpContext http, DealRequests deals) => deals.Diff(http, id);
}
