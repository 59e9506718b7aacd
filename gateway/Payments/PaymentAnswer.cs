using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>A payment with its entity tag.</summary>
internal sealed class PaymentAnswer(PaymentView payment, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(payment.Version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status201Created) response.Headers.Location = $"{PaymentsEndpoints.Root}/{payment.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(payment, PaymentJson.Write));
    }
}
