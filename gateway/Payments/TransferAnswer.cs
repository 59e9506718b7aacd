using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>A transfer: 200 once it has ended, 202 while it has not.</summary>
internal sealed class TransferAnswer(TransferResult transfer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = transfer.Outcome == TransferOutcome.Pending ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return JsonOutput.Send(httpContext.Response, JsonOutput.Render(transfer, PaymentJson.WriteTransfer));
    }
}
