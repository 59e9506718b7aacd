using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>The REST interface of tasks.</summary>
internal static class TasksEndpoints
{
    public const string Root = "/api/v1/tasks";

    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        foreach (var schema in TaskSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<TaskRequests>();
    }

    public static IEndpointRouteBuilder MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup(Root).RequireAuthorization().WithTags("Tasks");
        tasks.MapPost("", Create).Needs(ApiKeyScopes.DealsWrite).WithDoc(TaskDocs.Create);
        tasks.MapGet("", List).Needs(ApiKeyScopes.DealsRead).WithDoc(TaskDocs.List);
        tasks.MapGet("/{id}", Get).Needs(ApiKeyScopes.DealsRead).WithDoc(TaskDocs.Get);
        tasks.MapPatch("/{id}", Patch).Needs(ApiKeyScopes.DealsWrite).WithDoc(TaskDocs.Patch);
        tasks.MapPost("/{id}/status", ChangeStatus).Needs(ApiKeyScopes.DealsWrite).WithDoc(TaskDocs.ChangeStatus);
        tasks.MapPost("/{id}/assignee", Assign).Needs(ApiKeyScopes.DealsWrite).WithDoc(TaskDocs.Assign);
        return app;
    }

    private static Task<IResult> Create(HttpContext http, TaskRequests tasks) => tasks.Create(http);

    private static Task<IResult> List(HttpContext http, TaskRequests tasks) => tasks.List(http);

    private static Task<IResult> Get(string id, HttpContext http, TaskRequests tasks) => tasks.Get(http, id);

    private static Task<IResult> Patch(string id, HttpContext http, TaskRequests tasks) =>
        tasks.Change(http, id, TaskBodies.Patch, BodyRule.MergePatch, static (task, command) => task.Patch(command));

    private static Task<IResult> ChangeStatus(string id, HttpContext http, TaskRequests tasks) =>
        tasks.Change(http, id, TaskBodies.ChangeStatus, BodyRule.Required, static (task, command) => task.ChangeStatus(command));

    private static Task<IResult> Assign(string id, HttpContext http, TaskRequests tasks) =>
        tasks.Change(http, id, TaskBodies.Assign, BodyRule.Required, static (task, command) => task.Assign(command));
}
