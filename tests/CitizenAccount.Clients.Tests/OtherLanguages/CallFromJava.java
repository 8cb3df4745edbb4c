import citizenaccount.eligibility.v1.EligibilityServiceGrpc;
import citizenaccount.eligibility.v1.EligibilityServiceOuterClass.GetEligibilityRequest;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;

/** One call from Java, with nothing of ours but what protoc made of protos/. The tests compile it and do not run it. */
final class CallFromJava {
    public static void main(String[] args) {
        var channel = ManagedChannelBuilder.forTarget(args[0]).usePlaintext().build();
        try {
            var bearer = new Metadata();
            bearer.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + args[1]);
            var nobody = EligibilityServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
            var request = GetEligibilityRequest.newBuilder().setHousehold(args[2]).build();
            var answer = nobody.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(bearer))
                .getEligibility(request);
            String refused = null;
            try {
                nobody.getEligibility(request);
            } catch (StatusRuntimeException refusal) {
                refused = refusal.getStatus().getCode().name();
            }
            System.out.printf(
                "{\"decision\":\"%s\",\"halalas\":%d,\"token\":\"%s\",\"withoutToken\":\"%s\"}%n",
                answer.getEligibility().getDecision(), answer.getEligibility().getEntitlement().getHalalas(),
                answer.getConsistencyToken(), refused);
        } finally {
            channel.shutdownNow();
        }
    }
}
